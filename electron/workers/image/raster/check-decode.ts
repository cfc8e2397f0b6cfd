// Decodes a frame from its first to its last row once, so that truncation and broken data are found at intake.
// Must not keep the pixels: memory stays at a few rows.
import { readFrame } from '../sharp-engine.ts';

/** Rejects with the decoder's error when anything in the coded picture is missing or wrong. */
export async function decodeWholeFrame(input: string | Buffer, frame = 0): Promise<void> {
  // Box-like shrinking reads every row, in order, and keeps one small picture.
  await readFrame(input, frame)
    .resize({ width: 64, height: 64, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
}
