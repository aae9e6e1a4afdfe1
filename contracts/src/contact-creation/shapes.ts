import { type Static, Type } from 'typebox';
import { Id, Nullable, Version, Words } from '../kernel/shapes.ts';

/** Which identifiers decide, and whether a contact is made or an existing one is only chosen. */
export const CREATION_RULES = [
  'off',
  'domain',
  'domain-no-creation',
  'sid',
  'sid-no-creation',
  'sid-and-domain',
  'sid-and-domain-no-creation',
] as const;
export type CreationRule = (typeof CREATION_RULES)[number];

export const Named = Type.Object({ id: Id, name: Type.String() });
export type Named = Static<typeof Named>;
export const ContactCreation = Type.Object({
  rule: Words(CREATION_RULES),
  catchAll: Nullable(Named),
  publicDomains: Type.Array(
    Type.Object({ company: Named, domain: Type.String(), confirmed: Type.Boolean({ description: 'Makes contacts all the same' }) }),
    { description: 'Domains of public mail providers that companies have; at most 200' },
  ),
  sharedDomains: Type.Array(
    Type.Object({ domain: Type.String(), companies: Type.Array(Named) }, { description: 'No contact is made for these' }),
    { description: 'Domains that several companies have; at most 200' },
  ),
  version: Version,
});
export type ContactCreation = Static<typeof ContactCreation>;
export const NewContactCreation = Type.Object(
  {
    rule: Words(CREATION_RULES),
    catchAllCompanyId: Nullable(Id),
    confirmedPublicDomains: Type.Array(
      Type.Object({ companyId: Id, domain: Type.String({ minLength: 3, maxLength: 253 }) }, { additionalProperties: false }),
      { maxItems: 200 },
    ),
  },
  { additionalProperties: false },
);

/** What each step of the decision found, in the order they are taken. */
export const CREATION_VERDICTS = [
  'known.none',
  'known.some',
  'known.shut',
  'rule.off',
  'rule.no-creation',
  'rule.creates',
  'tag.plus',
  'tag.plain',
  'sid.missing',
  'sid.unknown',
  'sid.one',
  'sid.several',
  'domain.unknown',
  'domain.public',
  'domain.one',
  'domain.several',
  'choice.one',
  'choice.several',
  'choice.partial',
  'choice.none',
  'catch-all.none',
  'catch-all.company',
  'company.open',
  'company.shut',
] as const;
export type CreationVerdict = (typeof CREATION_VERDICTS)[number];
export const CreationStep = Type.Object({
  verdict: Words(CREATION_VERDICTS),
  result: Words(['passes', 'stops', 'notes']),
  companies: Type.Array(Named),
});
export type CreationStep = Static<typeof CreationStep>;
export const CreationPreview = Type.Object({
  outcome: Words(['existing', 'create', 'nobody']),
  company: Nullable(Named),
  viaCatchAll: Type.Boolean(),
  people: Type.Array(
    Type.Object({
      ...Named.properties,
      kind: Words(['contact', 'tech']),
      company: Nullable(Named),
      open: Type.Boolean(),
      isPreferred: Type.Boolean({ description: 'The one the rule chooses among several contacts of the address' }),
    }),
  ),
  steps: Type.Array(CreationStep),
});
export type CreationPreview = Static<typeof CreationPreview>;
