// Reads the head of an embedded colour profile and says whether it may go into the PDF with its image.
// Must not convert colours.
import type { PdfLevel } from '../tasks.ts';

/**
 * `srgb`: the image is in the output intent's own colours, no profile needed.
 * `embed`: another profile that fits the image and the PDF/A level, to be kept with it.
 * `convert`: a usable profile the level forbids (ICC v4 in PDF/A-1, findings trap 10): the pixels must be converted.
 * `ignore`: damaged or of another kind of image, e.g. an RGB profile on a gray image (findings, trap 4).
 */
export type ProfileUse = 'srgb' | 'embed' | 'convert' | 'ignore';

export function profileUse(profile: Buffer, components: number, level: PdfLevel): ProfileUse {
  if (profile.length < 132 || profile.toString('latin1', 36, 40) !== 'acsp') return 'ignore';
  if (profile.readUInt32BE(0) !== profile.length) return 'ignore';
  const deviceClass = profile.toString('latin1', 12, 16);
  const space = profile.toString('latin1', 16, 20);
  const channels = ({ GRAY: 1, 'RGB ': 3 } as Record<string, number>)[space];
  if (channels !== components || !['mntr', 'scnr', 'prtr', 'spac'].includes(deviceClass)) return 'ignore';
  if (isSrgb(profile)) return 'srgb';
  const major = profile[8]!;
  if (major === 2) return 'embed';
  if (major === 4) return level === '1b' ? 'convert' : 'embed';
  return 'ignore';
}

/** By the description, in ASCII or UTF-16: every maker of sRGB profiles names it so. */
function isSrgb(profile: Buffer): boolean {
  const head = profile.toString('latin1', 128, Math.min(profile.length, 4096));
  return /sRGB|s\0R\0G\0B/.test(head);
}
