// The sRGB colour profile of the output intent, computed from the numbers of IEC 61966-2-1 as an ICC v2.1 display profile.
// Must not contain bytes of anybody else's profile. v2 because PDF/A-1 refuses v4 (findings, trap 10).

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** IEC 61966-2-1: chromaticities of red, green, blue and of the white D65. */
const PRIMARIES = {
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
  white: [0.3127, 0.329],
} as const;
/** ICC.1: the white of the profile connection space, D50. */
const PCS_WHITE: Vector = [0.9642, 1, 0.8249];
/** ICC.1 annex E: linearised Bradford cone response. */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
const CURVE_POINTS = 1024;

/** The profile's bytes; the same on every call. */
export function makeSrgbProfile(): Buffer {
  const toPcs = rgbToD50();
  const column = (i: 0 | 1 | 2) => xyzTag([toPcs[0][i], toPcs[1][i], toPcs[2][i]]);
  const curve = curveTag();
  const tags: (readonly [string, Buffer])[] = [
    ['desc', descriptionTag('sRGB IEC61966-2.1')],
    ['cprt', textTag('Computed from IEC 61966-2-1; no rights reserved')],
    ['wtpt', xyzTag(PCS_WHITE)],
    ['rXYZ', column(0)],
    ['gXYZ', column(1)],
    ['bXYZ', column(2)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const placed = new Map<Buffer, number>();
  let offset = 128 + table.length;
  for (const [i, [signature, body]] of tags.entries()) {
    let at = placed.get(body);
    if (at === undefined) {
      at = offset;
      placed.set(body, at);
      const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
      bodies.push(padded);
      offset += padded.length;
    }
    table.write(signature, 4 + i * 12, 'latin1');
    table.writeUInt32BE(at, 8 + i * 12);
    table.writeUInt32BE(body.length, 12 + i * 12);
  }
  return Buffer.concat([header(offset), table, ...bodies]);
}

function header(sizeBytes: number): Buffer {
  const h = Buffer.alloc(128);
  h.writeUInt32BE(sizeBytes, 0);
  h.writeUInt32BE(0x02100000, 8);
  h.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed date: the profile is a constant.
  for (const [i, part] of [2024, 1, 1, 0, 0, 0].entries()) h.writeUInt16BE(part, 24 + i * 2);
  h.write('acsp', 36, 'latin1');
  for (const [i, part] of PCS_WHITE.entries()) h.writeInt32BE(fixed(part), 68 + i * 4);
  return h;
}

function fixed(value: number): number {
  return Math.round(value * 65536);
}

function xyzTag(xyz: Vector): Buffer {
  const b = Buffer.alloc(20);
  b.write('XYZ ', 0, 'latin1');
  for (const [i, part] of xyz.entries()) b.writeInt32BE(fixed(part), 8 + i * 4);
  return b;
}

function textTag(text: string): Buffer {
  return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${text}\0`, 'latin1')]);
}

function descriptionTag(text: string): Buffer {
  const b = Buffer.alloc(12 + text.length + 1 + 8 + 3 + 67);
  b.write('desc', 0, 'latin1');
  b.writeUInt32BE(text.length + 1, 8);
  b.write(text, 12, 'latin1');
  return b;
}

/** IEC 61966-2-1 transfer function as a sampled curve. */
function curveTag(): Buffer {
  const b = Buffer.alloc(12 + CURVE_POINTS * 2);
  b.write('curv', 0, 'latin1');
  b.writeUInt32BE(CURVE_POINTS, 8);
  for (let i = 0; i < CURVE_POINTS; i++) {
    const v = i / (CURVE_POINTS - 1);
    const linear = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    b.writeUInt16BE(Math.round(linear * 65535), 12 + i * 2);
  }
  return b;
}

function rgbToD50(): Matrix {
  const { red, green, blue, white } = PRIMARIES;
  const xyz = ([x, y]: readonly [number, number]): Vector => [x / y, 1, (1 - x - y) / y];
  const [r, g, b, w] = [xyz(red), xyz(green), xyz(blue), xyz(white)];
  const unscaled: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ];
  const s = apply(invert(unscaled), w);
  const toD65 = unscaled.map((row) => [row[0] * s[0], row[1] * s[1], row[2] * s[2]]) as unknown as Matrix;
  const from = apply(BRADFORD, w);
  const to = apply(BRADFORD, PCS_WHITE);
  const scale: Matrix = [
    [to[0] / from[0], 0, 0],
    [0, to[1] / from[1], 0],
    [0, 0, to[2] / from[2]],
  ];
  return multiply(multiply(multiply(invert(BRADFORD), scale), BRADFORD), toD65);
}

function apply(m: Matrix, v: Vector): Vector {
  return m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Vector;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((j) => apply(a, [b[0][j]!, b[1][j]!, b[2][j]!]));
  return [0, 1, 2].map((i) => columns.map((c) => c[i]!)) as unknown as Matrix;
}

function invert([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}
