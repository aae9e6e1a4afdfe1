import { expect, it } from 'vitest';
import { splitByWords } from './split-by-words.ts';

const marked = (text: string, query: string) =>
  splitByWords(text, query)
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join('');

it.each([
  ['Scanner on the second floor', 'scan floor', '[Scan]ner on the second [floor]'],
  ['Müller & Söhne', 'muller', '[Müller] & Söhne'],
  ['Sögestraße 4', 'strasse', 'Söge[straße] 4'],
  ['Docking 🌵 station', 'station', 'Docking 🌵 [station]'],
  ['لا أستطيع فتح', 'فتح', 'لا أستطيع [فتح]'],
  ['nothing', '', 'nothing'],
  ['nothing', 'else', 'nothing'],
])('%s · %s', (text, query, wanted) => expect(marked(text, query)).toBe(wanted));
