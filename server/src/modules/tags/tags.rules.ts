import type { TAG_PLACES, TagChange, TagType } from '@portico/contracts/tags/shapes.ts';
import { Refusal } from '../../kernel/errors.ts';

/** So many may one thing carry. */
export const MOST_TAGS = 30;
export const tooManyTags = (): Refusal =>
  new Refusal(422, 'tag.tooMany', `This would make more than ${MOST_TAGS} tags. Nothing was changed here; take some away first.`);

type Place = (typeof TAG_PLACES)[number];

/** Which types are suggested where; free and generic tags everywhere (product.md 2). */
const SUGGESTED: Readonly<Record<Place, readonly TagType[]>> = {
  ticket: ['service', 'generic', 'free'],
  company: ['company', 'generic', 'free'],
  contact: ['company', 'generic', 'free'],
  agent: ['agent', 'generic', 'free'],
};
export const suggestedTypes = (place: Place): readonly TagType[] => SUGGESTED[place];

/** One spelling per tag of a request; blanks around a tag mean nothing. */
export const cleanTags = (names: readonly string[]): string[] => [
  ...new Map(
    names
      .map((name) => name.trim().replaceAll(/\s+/g, ' '))
      // A tag that nobody can see is none.
      .filter((name) => /[^\p{Z}\p{C}]/u.test(name))
      .map((name) => [name.toLowerCase(), name]),
  ).values(),
];

/** The tags of one thing after a change for many. */
export function changedTags(before: readonly string[], { mode, names }: TagChange): string[] {
  const given = cleanTags(names);
  if (mode === 'reset') return [];
  if (mode === 'replace') return given;
  if (mode === 'append') return cleanTags([...given, ...before]);
  const gone = new Set(given.map((name) => name.toLowerCase()));
  return before.filter((name) => !gone.has(name.toLowerCase()));
}
