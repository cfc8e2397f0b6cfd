// Matrices and boxes in PDF points.
// Must not know pages or images.

/** [a b c d e f]: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `m`, then `n`. */
export function concat(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

export function apply(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** The box around a box after the matrix. */
export function boxThrough(m: Matrix, box: Box): Box {
  return boxAround([
    apply(m, box.left, box.bottom),
    apply(m, box.right, box.bottom),
    apply(m, box.left, box.top),
    apply(m, box.right, box.top),
  ]);
}

export function boxAround(points: readonly (readonly [number, number])[]): Box {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

export const unitBox: Box = { left: 0, bottom: 0, right: 1, top: 1 };

export function intersect(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
    top: Math.min(a.top, b.top),
  };
}

export function areaOf(box: Box): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.top - box.bottom);
}

/** Sides along the axes: no skew beyond `tolerance` (a fraction of the longer edge). */
export function isAxisAligned(m: Matrix, tolerance = 0.002): boolean {
  const size = Math.max(Math.abs(m[0]), Math.abs(m[1]), Math.abs(m[2]), Math.abs(m[3]));
  const straight = Math.abs(m[1]) <= tolerance * size && Math.abs(m[2]) <= tolerance * size;
  const turned = Math.abs(m[0]) <= tolerance * size && Math.abs(m[3]) <= tolerance * size;
  return straight || turned;
}
