export const AVATAR_COLOURS = ['jade', 'blue', 'violet', 'rose', 'clay', 'moss', 'sand', 'slate'] as const;
export type AvatarColour = (typeof AVATAR_COLOURS)[number];

/**
 * First letters of the first and last word of a name, in the name's own script. Emoji, digits and repeated spaces are passed
 * over; titles ("Dr.") too, when a name is left without them.
 */
export function initials(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s\p{Zs}]+/u)
    .map((word) => word.replace(/^[^\p{L}]+/u, ''))
    .filter(Boolean);
  const named = words.filter((word) => !/^\p{L}{1,4}\.$/u.test(word));
  const kept = named.length > 0 ? named : words;
  const letters = [kept[0], kept.length > 1 ? kept.at(-1) : undefined].map((word) => (word ? firstLetter(word) : '')).join('');
  return letters || '?';
}

/** One letter with the marks that belong to it, so that "É" written as two code points stays whole. */
function firstLetter(word: string): string {
  const match = /^\p{L}\p{M}*/u.exec(word)?.[0] ?? '';
  const upper = match.toLocaleUpperCase();
  return upper.length > match.length && match.length === 1 ? match : upper;
}

/** One of eight pairs by the id, never by the name: whoever marries keeps the colour. */
export function avatarColour(id: number | string): AvatarColour {
  let hash = 2166136261;
  for (const char of String(id)) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return AVATAR_COLOURS[((hash ^ (hash >>> 15)) >>> 0) % AVATAR_COLOURS.length] ?? 'slate';
}
