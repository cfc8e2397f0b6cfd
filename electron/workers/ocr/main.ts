// Thread entry of recognition.
// Must not do more than offer the tasks.
import { serve } from '../serve.ts';
import { recognise } from './recognise.ts';

serve({ recognise });
