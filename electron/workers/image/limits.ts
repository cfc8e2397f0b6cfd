// The sizes the image worker accepts.
// Must not depend on anything; other files compare against these.

/** A frame above this is refused from its header, before any pixel is decoded. A0 at 300 dpi is 140 megapixels. */
export const maxFrameMegapixels = 250;
/** PDFium draws into one bitmap of 4 bytes a pixel; a rendered page is scaled down to stay below this. */
export const maxRenderMegapixels = 80;
/** Text and vector pages are drawn at this resolution: the archive standard for paper (300 dpi). */
export const vectorPageDpi = 300;
/** Against files whose directory says millions of pages. */
export const maxPages = 20_000;
