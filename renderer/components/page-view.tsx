// One page as a picture one can zoom, pan and turn, with boxes lit on it (OpenSeadragon).
// Must not load text or know fields: boxes come in, nothing goes out but the zoom. Of the archive it knows only whether it is there.
import { IconPhotoOff } from '@tabler/icons-react';
import OpenSeadragon from 'openseadragon';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Box } from '../../shared/model/page-text.ts';
import { useCall } from '../client/queries.ts';
import { drawBoxes, type ToneBox } from './page-boxes.ts';
import classes from './page-view.module.css';

export interface PageViewHandle {
  zoomBy(factor: number): void;
  fit(): void;
  turn(degrees: 90 | -90): void;
  /** Brings a box into easy reading distance; does nothing when it already is. */
  reveal(box: Box): void;
}

// OpenSeadragon's own English sentence is hidden (page-view.module.css) and must not be read aloud either.
OpenSeadragon.setString('Errors.OpenFailed', '');

interface PageViewProps {
  /** Address of the picture. */
  readonly url: string;
  /** Vietnamese, for those who cannot see: "Trang 1 của Chỉ thị 15-CT/HU". */
  readonly label: string;
  readonly boxes: readonly ToneBox[];
  readonly ref?: Ref<PageViewHandle>;
  /** Percent of the picture's own pixels, for the tool bar. */
  readonly onZoom?: (percent: number) => void;
  /** 'width' begins reading at the head of the page, as a cataloguer does. */
  readonly start?: 'page' | 'width';
}

export function PageView({ url, label, boxes, ref, onZoom, start = 'page' }: PageViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const viewer = useRef<OpenSeadragon.Viewer | null>(null);
  const latestBoxes = useRef(boxes);
  const latestZoom = useRef(onZoom);
  /** A reveal asked for before the picture was there. */
  const wanted = useRef<Box | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  /** How the page was last placed by the program; null once a person moved it. It is placed so again when the pane changes. */
  const placed = useRef<'start' | 'page' | Box | null>('start');
  const trouble = useCall('archive.info', {}).data?.problem ?? null;

  useEffect(() => {
    latestZoom.current = onZoom;
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = OpenSeadragon({
      element,
      // Subtle: the pictures come from archive://, another origin; only the 2D canvas may draw such pictures without reading them.
      drawer: 'canvas',
      prefixUrl: '',
      showNavigationControl: false,
      showNavigator: false,
      animationTime: 0.35,
      springStiffness: 9,
      viewportMargins: { left: 12, top: 12, right: 12, bottom: 12 },
      visibilityRatio: 0.4,
      constrainDuringPan: false,
      minZoomImageRatio: 0.6,
      maxZoomPixelRatio: 3,
      zoomPerScroll: 1.15,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true, flickEnabled: false },
    });
    viewer.current = made;
    made.canvas.setAttribute('role', 'img');
    made.canvas.setAttribute('aria-label', 'Ảnh trang: lăn chuột để phóng, kéo hoặc phím mũi tên để dời');
    // OpenSeadragon's own letters (r turns, f flips, wasd pan) would act on a key typed by mistake; arrows, + and - stay.
    made.addHandler('canvas-key', (event) => {
      const key = (event.originalEvent as KeyboardEvent).key;
      if (!key.startsWith('Arrow') && !['+', '-', '='].includes(key)) event.preventDefaultAction = true;
      else if (
        (event.originalEvent as KeyboardEvent).altKey ||
        (event.originalEvent as KeyboardEvent).ctrlKey
      )
        event.preventDefaultAction = true;
      else placed.current = null;
    });
    const draw = () => {
      if (canvas.current) drawBoxes(canvas.current, made, latestBoxes.current);
    };
    const tellZoom = () => {
      const item = made.world.getItemAt(0);
      if (item)
        latestZoom.current?.(Math.round(item.viewportToImageZoom(made.viewport.getZoom(false)) * 100));
    };
    made.addHandler('update-viewport', draw);
    made.addHandler('after-resize', () => {
      const how = placed.current;
      if (made.world.getItemAt(0)) {
        if (how === 'start') startView(made, start);
        else if (how === 'page') made.viewport.goHome(true);
        else if (how) {
          startView(made, start);
          reveal(made, how, true);
        }
      }
      requestAnimationFrame(draw);
    });
    for (const name of ['canvas-scroll', 'canvas-drag', 'canvas-pinch', 'canvas-double-click'] as const)
      made.addHandler(name, () => {
        placed.current = null;
      });
    made.addHandler('zoom', tellZoom);
    made.addHandler('open-failed', () => setState('failed'));
    made.addHandler('open', () => {
      setState('ready');
      made.viewport.setRotation(0, true);
      const box = wanted.current;
      wanted.current = null;
      placed.current = 'start';
      startView(made, start);
      if (box && reveal(made, box, true)) placed.current = box;
      tellZoom();
      draw();
    });
    return () => {
      viewer.current = null;
      made.destroy();
    };
  }, [start]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same picture again
  useEffect(() => {
    setState('loading');
    viewer.current?.open({ type: 'image', url } as never);
  }, [url, attempt]);

  // The drive is back: what could not be opened while it was away is tried again.
  const hadTrouble = useRef(trouble !== null);
  useEffect(() => {
    if (hadTrouble.current && trouble === null && state === 'failed') setAttempt((before) => before + 1);
    hadTrouble.current = trouble !== null;
  }, [trouble, state]);

  useEffect(() => {
    latestBoxes.current = boxes;
    const made = viewer.current;
    if (made && canvas.current) drawBoxes(canvas.current, made, boxes);
  }, [boxes]);

  useImperativeHandle(ref, () => ({
    zoomBy(factor) {
      placed.current = null;
      viewer.current?.viewport.zoomBy(factor);
      viewer.current?.viewport.applyConstraints();
    },
    fit() {
      placed.current = 'page';
      viewer.current?.viewport.goHome();
    },
    turn(degrees) {
      const made = viewer.current;
      if (!made) return;
      made.viewport.setRotation(made.viewport.getRotation(false) + degrees);
      placed.current = 'page';
      made.viewport.goHome();
    },
    reveal(box) {
      const made = viewer.current;
      if (!made?.world.getItemAt(0)) wanted.current = box;
      else if (reveal(made, box, false)) placed.current = box;
    },
  }));

  return (
    <section className={classes.page} aria-label={label} data-state={state}>
      <div ref={host} className={classes.viewer} />
      <canvas ref={canvas} className={classes.boxes} />
      {state === 'failed' && (
        <button type="button" className={classes.failed} onClick={() => setAttempt(attempt + 1)}>
          <IconPhotoOff size={28} stroke={1.4} aria-hidden="true" />
          Không mở được ảnh của trang này – có thể ổ đĩa chứa kho đã rút ra. Bấm để thử lại.
        </button>
      )}
    </section>
  );
}

function startView(viewer: OpenSeadragon.Viewer, start: 'page' | 'width'): void {
  if (start === 'page') {
    viewer.viewport.goHome(true);
    return;
  }
  const bounds = viewer.world.getItemAt(0).getBounds();
  const aspect = viewer.viewport.getAspectRatio();
  const margin = bounds.width * 0.03;
  const width = bounds.width + 2 * margin;
  viewer.viewport.fitBounds(
    new OpenSeadragon.Rect(bounds.x - margin, bounds.y - margin, width, width / aspect),
    true,
  );
}

/** Share of the page's width shown around a box: wide enough to read the lines beside it. */
const READING_WIDTH = 0.62;

/** False when nothing had to move. */
function reveal(viewer: OpenSeadragon.Viewer, box: Box, immediately: boolean): boolean {
  const item = viewer.world.getItemAt(0);
  const size = item.getContentSize();
  const rect = item.imageToViewportRectangle(box.x * size.x, box.y * size.y, box.w * size.x, box.h * size.y);
  const seen = viewer.viewport.getBounds(false);
  const page = item.getBounds();
  const inside =
    rect.x >= seen.x &&
    rect.y >= seen.y &&
    rect.x + rect.width <= seen.x + seen.width &&
    rect.y + rect.height <= seen.y + seen.height;
  const wantedWidth = Math.min(page.width * 1.06, Math.max(rect.width * 1.25, page.width * READING_WIDTH));
  // Nothing moves without cause: the box is in sight and large enough to read.
  if (inside && seen.width <= wantedWidth * 1.75) return false;
  const height = wantedWidth / viewer.viewport.getAspectRatio();
  const centre = rect.getCenter();
  const x = clamp(
    centre.x - wantedWidth / 2,
    page.x - page.width * 0.03,
    page.x + page.width * 1.03 - wantedWidth,
  );
  const y = clamp(
    centre.y - height / 2,
    page.y - page.width * 0.03,
    page.y + page.height + page.width * 0.03 - height,
  );
  viewer.viewport.fitBounds(new OpenSeadragon.Rect(x, y, wantedWidth, height), immediately);
  return true;
}

function clamp(value: number, low: number, high: number): number {
  return high < low ? (low + high) / 2 : Math.min(high, Math.max(low, value));
}
