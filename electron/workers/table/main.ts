// The table worker thread: answers readWorkbook.
// Must not decide anything; the work is in read-workbook.ts.
import { serve } from '../serve.ts';
import { tableTasks } from './read-workbook.ts';

serve({ ...tableTasks });
