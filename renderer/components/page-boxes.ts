// Draws word, field and hit boxes over a page, all on one canvas: hundreds of HTML overlays stall the viewer.
// Must not know what the boxes mean beyond their tone.
import type OpenSeadragon from 'openseadragon';
import type { Box } from '../../shared/model/page-text.ts';

export type BoxTone = 'sure' | 'doubt' | 'bad' | 'field' | 'hit' | 'active';

export interface ToneBox {
  readonly box: Box;
  readonly tone: BoxTone;
}

const strokes: Record<BoxTone, string> = {
  sure: 'rgba(47, 125, 85, 0.55)',
  doubt: 'rgba(183, 121, 31, 0.9)',
  bad: 'rgba(178, 58, 46, 0.95)',
  field: '#b7791f',
  hit: 'rgba(199, 140, 0, 0.55)',
  active: '#b7791f',
};
const fills: Partial<Record<BoxTone, string>> = {
  doubt: 'rgba(253, 200, 90, 0.18)',
  bad: 'rgba(233, 120, 105, 0.2)',
  field: 'rgba(255, 214, 110, 0.22)',
  hit: 'rgba(255, 208, 60, 0.42)',
  active: 'rgba(255, 176, 40, 0.5)',
};

/** Confidence of a word as a tone; the bounds are those the describing form uses for fields. */
export function toneOfConfidence(confidence: number): BoxTone {
  if (confidence >= 0.75) return 'sure';
  return confidence >= 0.5 ? 'doubt' : 'bad';
}

/** The four corners of a page box on the screen, in CSS px of the viewer, turned with the view. */
export function cornersOnScreen(viewer: OpenSeadragon.Viewer, size: OpenSeadragon.Point, box: Box) {
  const item = viewer.world.getItemAt(0);
  const corner = (fx: number, fy: number) => {
    const at = item.imageToViewportCoordinates(fx * size.x, fy * size.y);
    return viewer.viewport.pixelFromPoint(at, true);
  };
  return [
    corner(box.x, box.y),
    corner(box.x + box.w, box.y),
    corner(box.x + box.w, box.y + box.h),
    corner(box.x, box.y + box.h),
  ] as const;
}

export function drawBoxes(
  canvas: HTMLCanvasElement,
  viewer: OpenSeadragon.Viewer,
  boxes: readonly ToneBox[],
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const item = viewer.world.getItemAt(0);
  if (!item) return;
  const size = item.getContentSize();
  for (const { box, tone } of boxes) {
    const [a, b, c, d] = cornersOnScreen(viewer, size, box);
    const left = Math.min(a.x, b.x, c.x, d.x);
    const right = Math.max(a.x, b.x, c.x, d.x);
    const top = Math.min(a.y, b.y, c.y, d.y);
    const bottom = Math.max(a.y, b.y, c.y, d.y);
    if (right < 0 || bottom < 0 || left > width || top > height) continue;
    const strong = tone === 'field' || tone === 'active';
    const pad = strong ? 4 : tone === 'hit' ? 1 : 0;
    context.beginPath();
    context.rect(left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad);
    const fill = fills[tone];
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    context.lineWidth = strong ? 2 : 1;
    context.strokeStyle = strokes[tone];
    if (tone === 'bad') context.setLineDash([4, 2]);
    context.stroke();
    context.setLineDash([]);
  }
}
