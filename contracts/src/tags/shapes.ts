import { type Static, Type } from 'typebox';
import { Id, Version, Words } from '../kernel/shapes.ts';

/** Where a tag is suggested: `generic` everywhere, `company` at companies and contacts, `agent` at techs; `free` came about by typing. */
export const TAG_TYPES = ['free', 'generic', 'service', 'company', 'agent'] as const;
export const TagType = Words(TAG_TYPES);
export type TagType = Static<typeof TagType>;
export const TAG_PLACES = ['ticket', 'company', 'contact', 'agent'] as const;

export const TagName = Type.String({ minLength: 1, maxLength: 60 });
/** Tags of one thing, by name; names that do not exist yet become free tags. */
export const TagNames = Type.Array(TagName, { maxItems: 30 });

export const Tag = Type.Object({
  id: Id,
  name: Type.String(),
  type: TagType,
  tickets: Type.Integer({ description: 'How many tickets carry it' }),
  companies: Type.Integer(),
  contacts: Type.Integer(),
  version: Version,
});
export type Tag = Static<typeof Tag>;

/** For many things at once: `reset` takes all tags away. */
export const TagChange = Type.Object(
  { mode: Words(['append', 'remove', 'replace', 'reset']), names: TagNames },
  { additionalProperties: false },
);
export type TagChange = Static<typeof TagChange>;
