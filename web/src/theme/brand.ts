/**
 * The brand derivation described at the top of `tokens.css`: one input colour, seven values per theme, each moved until it
 * passes WCAG AA on the grounds it is used on. Pure, so that the server can run the same function for mails.
 *
 * @example deriveBrand('#FFD400').light.text // '#826B06'
 */
export interface BrandValues {
  readonly soft: string;
  readonly text: string;
  readonly line: string;
  readonly solid: string;
  readonly on: string;
  readonly hover: string;
  readonly edge: string;
}
export interface Brand {
  readonly light: BrandValues;
  readonly dark: BrandValues;
}

type Rgb = readonly [number, number, number];
interface Ground {
  readonly bg: Rgb;
  readonly surface: Rgb;
  readonly sunken: Rgb;
  readonly raised: Rgb;
}

export const DEFAULT_BRAND = '#0B7A65';
const INK = '#1B1B18';
const WHITE = '#FFFFFF';
const MUTED = '#6B6A64';
const LIGHT: Ground = { bg: parse('#FBFBFA'), surface: parse('#FFFFFF'), sunken: parse('#F4F4F2'), raised: parse('#FFFFFF') };
const DARK: Ground = { bg: parse('#131312'), surface: parse('#1B1B19'), sunken: parse('#0F0F0E'), raised: parse('#242422') };

export function deriveBrand(colour: string): Brand {
  const brand = parse(isColour(colour) ? colour : DEFAULT_BRAND);
  return { light: derive(brand, LIGHT, false), dark: derive(brand, DARK, true) };
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** WCAG 2 contrast of two `#rrggbb` colours, 1 to 21. */
export const contrast = (a: string, b: string): number => ratio(parse(a), parse(b));

function derive(brand: Rgb, ground: Ground, dark: boolean): BrandValues {
  const soft = softOf(brand, ground, dark);
  const grounds = [ground.bg, ground.surface, ground.sunken, soft];
  const text = moveUntil(brand, dark, dark ? 6 : 4.6, grounds);
  const line = moveUntil(brand, dark, 3.1, [...grounds, ground.raised]);
  const lifted = dark ? moveUntil(brand, true, 3, [ground.surface]) : brand;
  const white = ratio(parse(WHITE), lifted);
  const on = white >= 4.5 || white >= ratio(parse(INK), lifted) ? WHITE : INK;
  // A few mid-tones (#6666FF) carry neither white nor ink at 4.5: the button gives way by a shade, the text does not.
  const solid = moveUntil(lifted, on === INK, 4.5, [parse(on)]);
  const [lightness, chroma, hue] = toOklch(solid);
  const hover = fromOklch(lightness + (on === WHITE ? -0.04 : 0.03), chroma, hue);
  const edge = ratio(solid, ground.surface) < 3 ? line : solid;
  return { soft: hex(soft), text: hex(text), line: hex(line), solid: hex(solid), on, hover: hex(hover), edge: hex(edge) };
}

/** The tint behind selected rows; a very dark brand is thinned until muted text still reads on it. */
function softOf(brand: Rgb, ground: Ground, dark: boolean): Rgb {
  if (dark) return mix(brand, ground.surface, luminance(brand) > 0.3 ? 0.1 : 0.16);
  let share = 0.08;
  while (share > 0.01 && ratio(parse(MUTED), mix(brand, ground.surface, share)) < 4.7) share -= 0.01;
  return mix(brand, ground.surface, share);
}

/** Moves lightness in steps too small to see until every ground gives the wanted contrast. */
function moveUntil(colour: Rgb, up: boolean, wanted: number, grounds: readonly Rgb[]): Rgb {
  const passes = (candidate: Rgb) => grounds.every((ground) => ratio(candidate, ground) >= wanted);
  if (passes(colour)) return colour;
  const [start, chroma, hue] = toOklch(colour);
  for (let step = 1; step <= 500; step++) {
    const candidate = fromOklch(start + (up ? step : -step) * 0.002, chroma, hue);
    if (passes(candidate)) return candidate;
  }
  return parse(up ? WHITE : INK);
}

function parse(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const hex = (colour: Rgb): string => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`.toUpperCase();

const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  [0, 1, 2].map((index) => Math.round((a[index] ?? 0) * share + (b[index] ?? 0) * (1 - share))) as unknown as Rgb;

const linear = (part: number): number => {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const gamma = (value: number): number => 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

function ratio(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function toOklch([red, green, blue]: Rgb): [number, number, number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [lightness, Math.hypot(a, bb), Math.atan2(bb, a)];
}

/** Back to sRGB; chroma shrinks only as far as the gamut demands, hue stays. */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const light = Math.min(1, Math.max(0, lightness));
  let [low, high] = [0, chroma];
  if (inGamut(raw(light, chroma, hue))) low = chroma;
  else
    for (let round = 0; round < 24; round++) {
      const middle = (low + high) / 2;
      if (inGamut(raw(light, middle, hue))) low = middle;
      else high = middle;
    }
  return raw(light, low, hue).map((part) => Math.round(Math.min(255, Math.max(0, gamma(Math.max(0, part)))))) as unknown as Rgb;
}

const inGamut = (colour: Rgb): boolean => colour.every((part) => part >= -0.0001 && part <= 1.0001);

function raw(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
