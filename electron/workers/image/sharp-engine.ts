// sharp, set up for a worker thread: one libvips thread and no cache, so that N workers use N cores and bounded memory.
// Must not hold any image logic; every file of this worker takes sharp from here.
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

/** A reader of one frame. The pixel limit is ours (limits.ts, checked from the header), so sharp's own is off. */
export function readFrame(input: string | Buffer, frame = 0) {
  return sharp(input, { page: frame, failOn: 'warning', limitInputPixels: false, sequentialRead: true });
}

export { sharp };
