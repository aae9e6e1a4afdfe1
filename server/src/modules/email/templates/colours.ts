const INK = '#1B1B18';
const WHITE = '#FFFFFF';
const DEFAULT_BRAND = '#0B7A65';

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

export interface ButtonColours {
  readonly fill: string;
  readonly text: string;
  /** A pale button keeps a visible outline. */
  readonly edge: string;
}

/** Colours of the button from the brand colour: its words are readable whatever brand was chosen. */
export function buttonColours(brand: string): ButtonColours {
  const fill = /^#[0-9a-f]{6}$/i.test(brand) ? brand : DEFAULT_BRAND;
  const text = contrast(WHITE, fill) >= 4.5 || contrast(WHITE, fill) > contrast(INK, fill) ? WHITE : INK;
  return { fill, text, edge: contrast(fill, WHITE) < 3 ? '#8E8C85' : fill };
}
