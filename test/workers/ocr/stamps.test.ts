// Red stamps are read apart from the text, because the text is read without its red.
import { describe, expect, test } from 'vitest';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import { readStamps } from '../../../electron/workers/ocr/stamps.ts';
import { type FixtureName, fixturePath } from '../../fixtures/index.ts';

async function stampsOf(name: FixtureName) {
  const fixture = await fixturePath(name);
  const dpi = fixture.truth.pages[0]?.dpi ?? 200;
  const mediaType = fixture.path.endsWith('.png') ? ('image/png' as const) : ('image/jpeg' as const);
  return {
    fixture,
    stamps: await readStamps({ path: fixture.path, mediaType, frame: 0 }, 0, dpi, ['vie'], 'fast'),
  };
}

const words = (lines: Awaited<ReturnType<typeof readStamps>>) =>
  lines.map((l) => l.words.map((w) => w.text).join(' '));

describe('red stamps', () => {
  test('a framed MẬT is read, and its box lies where it was stamped', async () => {
    const { fixture, stamps } = await stampsOf('party-letter-secret');
    expect(words(stamps)).toContain('MẬT');
    const seen = stamps.find((l) => l.words.some((w) => w.text === 'MẬT'))?.box;
    const truth = fixture.truth.fieldBoxes.secrecy;
    if (!seen || !truth) throw new Error('both boxes were expected');
    expect(Math.abs(seen.x + seen.w / 2 - (truth.x + truth.w / 2))).toBeLessThan(0.02);
    expect(Math.abs(seen.y + seen.h / 2 - (truth.y + truth.h / 2))).toBeLessThan(0.02);
  });

  test('an urgency stamp is read beside the stamp of receipt, and becomes a field', async () => {
    const { stamps } = await stampsOf('official-letter-received');
    expect(words(stamps)).toContain('HỎA TỐC');
    const page = {
      widthPx: 10,
      heightPx: 10,
      dpi: 200,
      rotation: 0 as const,
      skewDegrees: 0,
      lines: [],
      meanConfidence: 0,
      stamps,
    };
    expect(extractFields([page], loadExtractionProfile())).toMatchObject([
      { name: 'urgency', value: 'Hỏa tốc' },
    ]);
  });

  test('pages without red cost nothing and give nothing; a seal under the signature is no stamp', async () => {
    expect((await stampsOf('notice-lzw-2p.tiff')).stamps).toEqual([]);
    expect((await stampsOf('state-decision-clean')).stamps).toEqual([]);
  });
});
