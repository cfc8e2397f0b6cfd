// The image worker thread: answers openSource and preview.
// Must not decide anything; the work is in open-source.ts and preview.ts.
import { serve } from '../serve.ts';
import { imageTasks } from './index.ts';

serve({ ...imageTasks });
