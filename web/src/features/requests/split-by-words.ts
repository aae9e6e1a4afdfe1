export interface Part {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text where words of the query begin, accents and case aside: "muller" marks "Müller". */
export function splitByWords(text: string, query: string): readonly Part[] {
  const words = foldChars(query).join('').split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ text, hit: false }];
  const chars = Array.from(text);
  const folded = chars.map((char) => foldChars(char).join(''));
  const hits = chars.map(() => false);
  for (let start = 0; start < chars.length; start++) {
    for (const word of words) {
      let [end, made] = [start, ''];
      while (end < chars.length && made.length < word.length) made += folded[end++];
      if (made.startsWith(word)) for (let index = start; index < end; index++) hits[index] = true;
    }
  }
  const parts: { text: string; hit: boolean }[] = [];
  chars.forEach((char, index) => {
    const last = parts.at(-1);
    if (last && last.hit === hits[index]) last.text += char;
    else parts.push({ text: char, hit: hits[index] ?? false });
  });
  return parts;
}

const foldChars = (text: string): string[] =>
  Array.from(text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLocaleLowerCase());
