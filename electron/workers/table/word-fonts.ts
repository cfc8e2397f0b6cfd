// Finds the font of a Word run that names none: its styles, the styles they are based on, the document's default.
// Must not read text.
import type { OfficePackage } from './package.ts';

export interface WordFonts {
  fontOf(runStyle: string | undefined, paragraphStyle: string | undefined): string | null;
}

/**
 * The font a `rFonts` names for letters beyond ASCII, where TCVN3 and VNI keep theirs. A theme font overrides a name beside it; it is
 * never one of the old fonts, so its own name does not matter.
 */
export function fontNamed(attributes: Readonly<Record<string, string>>): string | null {
  if (attributes.hAnsiTheme ?? attributes.asciiTheme) return 'theme';
  return attributes.hAnsi ?? attributes.ascii ?? null;
}

export async function readWordFonts(pack: OfficePackage, stylesPart: string): Promise<WordFonts> {
  const styles = new Map<string, { font: string | null; basedOn?: string }>();
  let defaultFont: string | null = null;
  let defaultParagraph: string | undefined;
  let current: { font: string | null; basedOn?: string } | null = null;
  let inDefaults = false;
  await pack.parse(stylesPart, {
    open(element, attributes) {
      if (element === 'rPrDefault') inDefaults = true;
      else if (element === 'style') {
        current = { font: null };
        styles.set(attributes.styleId ?? '', current);
        if (attributes.type === 'paragraph' && /^(1|true|on)$/.test(attributes.default ?? ''))
          defaultParagraph = attributes.styleId;
      } else if (element === 'basedOn' && current) current.basedOn = attributes.val;
      else if (element === 'rFonts') {
        const font = fontNamed(attributes);
        if (current) current.font ??= font;
        else if (inDefaults) defaultFont = font;
      }
    },
    close(element) {
      if (element === 'style') current = null;
      else if (element === 'rPrDefault') inDefaults = false;
    },
  });
  const fontOfStyle = (id: string | undefined): string | null => {
    // A damaged file can base a style on itself.
    for (let style = styles.get(id ?? ''), step = 0; style && step < 20; step++) {
      if (style.font !== null) return style.font;
      style = styles.get(style.basedOn ?? '');
    }
    return null;
  };
  return {
    fontOf: (runStyle, paragraphStyle) =>
      fontOfStyle(runStyle) ?? fontOfStyle(paragraphStyle ?? defaultParagraph) ?? defaultFont,
  };
}
