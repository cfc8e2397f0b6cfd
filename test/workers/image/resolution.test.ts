// Which resolution is believed and which is estimated.
// Must not read files.
import { describe, expect, it } from 'vitest';
import { estimateDpi, resolutionOf } from '../../../electron/workers/image/resolution.ts';

describe('the resolution', () => {
  it.each([
    [827, 1169, 100],
    [1240, 1754, 150],
    [1654, 2339, 200],
    [2480, 3508, 300],
    [3307, 4677, 400],
    [4961, 7016, 600],
    [3508, 4961, 300],
    [2339, 1654, 200],
    [2550, 3300, 300],
  ])('of %i × %i px without any is estimated as %i dpi', (widthPx, heightPx, dpi) => {
    expect(estimateDpi(widthPx, heightPx)).toBe(dpi);
  });

  it.each([72, 96, 0, 1, 5, 90_000, Number.NaN])('%f is not believed', (dpi) => {
    expect(resolutionOf(2480, 3508, dpi, dpi)).toEqual({ dpi: 300, dpiEstimated: true });
  });

  it('that makes the page larger than any map is not believed', () => {
    expect(resolutionOf(14_000, 20_000, 60, 60).dpiEstimated).toBe(true);
  });

  it('in dots per centimetre or metre comes out whole', () => {
    expect(resolutionOf(2480, 3508, 11811 * 0.0254, 11811 * 0.0254)).toEqual({
      dpi: 300,
      dpiEstimated: false,
    });
    expect(resolutionOf(2480, 3508, 118 * 2.54, 118 * 2.54).dpi).toBe(299.72);
  });
});
