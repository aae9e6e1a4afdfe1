/**
 * How one speaks of a person in a sentence: "Sam", "Leyla". Titles ("Dr. Bergmann") and single words stay whole, "Okafor, Sam"
 * is turned round, and nothing is guessed from a name.
 */
export function shortName(name: string): string {
  const words = name
    .normalize('NFC')
    .replaceAll(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, '')
    .trim();
  const [before = '', after = ''] = words.split(/\s*,\s*/, 2);
  if (after) return shortName(after) || before;
  const [first = '', ...rest] = before.split(/\s+/);
  if (rest.length === 0) return first;
  const titled = first.endsWith('.') || /^(?:dr|prof|mr|mrs|ms|mx|herr|frau)$/i.test(first) || Array.from(first).length === 1;
  return titled ? before.replaceAll(/\s+/g, ' ') : first;
}
