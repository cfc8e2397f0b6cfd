// The image tasks as plain functions, for the thread entry and for tests.
// Must not keep anything between calls except the loaded engines.
import type { ImageTasks } from '../tasks.ts';
import { openSource } from './open-source.ts';
import { makePreview } from './preview.ts';

export const imageTasks: ImageTasks = { openSource, preview: makePreview };
