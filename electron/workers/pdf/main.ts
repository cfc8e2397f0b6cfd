// Thread entry of the PDF worker.
// Must not hold anything between tasks but PDFium's code.
import sharp from 'sharp';
import { serve } from '../serve.ts';
import type { PdfTasks } from '../tasks.ts';
import { writePdf } from './write-pdf.ts';

// One page after another: a cache of decoded pictures would only cost memory.
sharp.cache(false);

const tasks: PdfTasks = { writePdf };
serve({ ...tasks });
