// The manifest of an export folder: its shape and its names. The sums file is what `sha256sum -c` reads.

export const manifestName = 'manifest.json';
export const sumsName = 'manifest-sha256.txt';
export const manifestFormat = 'tangthu-export-1';

export interface Manifest {
  readonly format: typeof manifestFormat;
  /** The job that wrote it: an export interrupted after its last step knows its own work again. */
  readonly exportId: string;
  readonly createdAt: string;
  readonly agency: { readonly code: string; readonly name: string };
  readonly documents: {
    documentId: string;
    fileCode: string;
    ordinal: number;
    label: string;
    state: string;
    /** Path of the PDF in the export. */
    pdf: string;
  }[];
  /** Documents that stayed behind, each with the reason in Vietnamese. */
  readonly heldBack: {
    documentId: string;
    fileCode: string;
    ordinal: number;
    label: string;
    reason: string;
  }[];
  /** Every file but this one and the sums; paths with '/'. */
  readonly files: { path: string; sha256: string; bytes: number }[];
}
