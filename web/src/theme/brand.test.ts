import { describe, expect, it } from 'vitest';
import { contrast, deriveBrand } from './brand.ts';

const GROUNDS = { light: ['#FBFBFA', '#FFFFFF', '#F4F4F2'], dark: ['#131312', '#1B1B19', '#0F0F0E'] };
/** The table at the end of tokens.css: on/solid, text at its worst ground, line on surface, edge on surface. */
const TABLE: [string, string, number[], number[]][] = [
  ['jade', '#0B7A65', [5.27, 4.71, 5.27, 5.27], [5.27, 6.09, 3.56, 3.27]],
  ['pale yellow', '#FFD400', [12.06, 4.7, 3.48, 3.48], [12.06, 9.54, 12.05, 12.05]],
  ['pink', '#F7A8C4', [9.33, 4.63, 3.45, 3.45], [9.33, 7.66, 9.33, 9.33]],
  ['navy', '#0A1F44', [16.25, 14.13, 16.25, 16.25], [5.71, 6.08, 3.44, 3.02]],
  ['red', '#D7263D', [4.96, 4.67, 4.96, 4.96], [4.96, 6.12, 3.55, 3.48]],
  ['lime', '#B6F000', [12.7, 4.64, 3.46, 3.46], [12.7, 10.05, 12.69, 12.69]],
  ['iris', '#5B5BD6', [5.37, 4.83, 5.37, 5.37], [5.37, 6.12, 3.59, 3.21]],
  ['orange', '#E8590C', [4.82, 4.63, 3.58, 3.58], [4.82, 6.05, 4.82, 4.82]],
];

describe('deriveBrand', () => {
  it.each(TABLE)('gives the measured contrasts of the table for %s', (_name, colour, light, dark) => {
    const brand = deriveBrand(colour);
    for (const [theme, wanted] of [['light', light] as const, ['dark', dark] as const]) {
      const values = brand[theme];
      const surface = GROUNDS[theme][1] ?? '';
      const worst = Math.min(...[...GROUNDS[theme], values.soft].map((ground) => contrast(values.text, ground)));
      const measured = [contrast(values.on, values.solid), worst, contrast(values.line, surface), contrast(values.edge, surface)];
      for (const [index, value] of measured.entries())
        expect(Math.abs(value - (wanted[index] ?? 0)), `${theme} ${index}: ${value}`).toBeLessThan(0.12);
    }
  });

  it('keeps text, line and edge readable for every hue and lightness', () => {
    for (let red = 0; red < 256; red += 51)
      for (let green = 0; green < 256; green += 51)
        for (let blue = 0; blue < 256; blue += 51) {
          const colour = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
          const brand = deriveBrand(colour);
          for (const theme of ['light', 'dark'] as const) {
            const values = brand[theme];
            for (const ground of [...GROUNDS[theme], values.soft]) {
              expect(contrast(values.text, ground), `${colour} ${theme} text`).toBeGreaterThanOrEqual(4.5);
              expect(contrast(values.line, ground), `${colour} ${theme} line`).toBeGreaterThanOrEqual(3);
            }
            expect(contrast(values.edge, GROUNDS[theme][1] ?? ''), `${colour} ${theme} edge`).toBeGreaterThanOrEqual(3);
            expect(contrast(values.on, values.solid), `${colour} ${theme} on`).toBeGreaterThanOrEqual(4.5);
          }
        }
  });

  it('falls back to the default for what is not a colour', () => {
    expect(deriveBrand('javascript:alert(1)')).toEqual(deriveBrand('#0B7A65'));
  });
});
