// The EXIF/TIFF orientation tag as a clockwise turn, or as "mirrored" when a turn alone cannot show it upright.
// Must not touch pixels.

export type Rotation = 0 | 90 | 180 | 270;

/** `mirrored` orientations (2, 4, 5, 7) must be baked into a new image. Unknown values count as upright. */
export function turnOf(orientation: number | null): { rotation: Rotation; mirrored: boolean } {
  switch (orientation) {
    case 3:
      return { rotation: 180, mirrored: false };
    case 6:
      return { rotation: 90, mirrored: false };
    case 8:
      return { rotation: 270, mirrored: false };
    case 2:
    case 4:
    case 5:
    case 7:
      return { rotation: 0, mirrored: true };
    default:
      return { rotation: 0, mirrored: false };
  }
}
