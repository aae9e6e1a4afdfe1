import { Refusal } from '../../kernel/errors.ts';

/** A contact's groups, those that rest included (product.md §10). */
export const MOST_GROUPS = 50;

export const tooMany = (who: string): Refusal =>
  new Refusal(
    409,
    'contactGroup.tooMany',
    `${who} is in ${MOST_GROUPS} groups already. Nothing was changed; take the contact out of another group first.`,
  );

/** Free words, each once whatever its case, in the order they were given. */
export function cleanTags(tags: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const tag of tags) {
    const words = tag.replaceAll(/\s+/g, ' ').trim();
    const key = words.toLowerCase();
    if (words !== '' && !found.has(key)) found.set(key, words);
  }
  return [...found.values()];
}
