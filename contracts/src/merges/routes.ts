import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { DuplicatePair, MERGE_FIELDS, MERGE_KINDS, Merge, MergePreview } from './shapes.ts';

const Pair = { kind: Words(MERGE_KINDS), loserId: Id, winnerId: Id };
const ERRORS = ['contact.notFound', 'company.notFound'] as const;

export const duplicates = route({
  id: 'merges.duplicates',
  method: 'GET',
  path: '/duplicates',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({ ...Paging, kind: Words(MERGE_KINDS), recordId: Type.Optional(Id) }),
  reply: { tech: Page(DuplicatePair) },
  errors: ['cursor.invalid'],
  summary: 'Records that are likely one and the same',
  description:
    'Contacts of one company with the same name or the same part before the @; companies with the same name apart from the legal form, or similar domains. The same address in several companies is normal and not listed. Only what the reader may see.',
});
export const preview = route({
  id: 'merges.preview',
  method: 'GET',
  path: '/merges/preview',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object(Pair),
  reply: { tech: MergePreview },
  errors: [...ERRORS],
  summary: 'What merging two records would do',
  description: 'Both records field by field, what would be moved in numbers, and what to look out for. Nothing is changed.',
});
export const start = route({
  id: 'merges.start',
  method: 'POST',
  path: '/merges',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 202,
  body: Type.Object(
    {
      ...Pair,
      /** What the winner takes over from the loser. */
      take: Type.Optional(Type.Array(Words(MERGE_FIELDS), { maxItems: MERGE_FIELDS.length, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  reply: { tech: Merge },
  errors: [
    ...ERRORS,
    'merge.itself',
    'merge.gone',
    'merge.running',
    'merge.closed',
    'merge.catchAll',
    'company.nameTaken',
    'contact.emailTaken',
  ],
  summary: 'Merge one record into another',
  description:
    'Everything that points to the loser points to the winner afterwards; the loser stays as a disabled stub. Whoever could sign in to the loser cannot sign in to the winner by that. Runs in the background; can be undone for 30 days. Administrators who see both records.',
});
export const get = route({
  id: 'merges.get',
  method: 'GET',
  path: '/merges/{id}',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  reply: { tech: Merge },
  errors: ['merge.notFound'],
  summary: 'A merge with its progress',
  description: 'Administrators who see both records.',
});
export const list = route({
  id: 'merges.list',
  method: 'GET',
  path: '/merges',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({ ...Paging, kind: Type.Optional(Words(MERGE_KINDS)), recordId: Type.Optional(Id) }),
  reply: { tech: Page(Merge) },
  errors: ['cursor.invalid'],
  summary: 'Merges, newest first',
  description: 'Of one record with `kind` and `recordId`, as the loser or the winner. Only what the reader may see.',
});
export const undo = route({
  id: 'merges.undo',
  method: 'POST',
  path: '/merges/{id}/undo',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 202,
  params: ById,
  reply: { tech: Merge },
  errors: ['merge.notFound', 'merge.tooLate', 'merge.running', 'merge.later'],
  summary: 'Take a merge back',
  description:
    'Within 30 days. What the merge moved goes back; what has changed since stays where it is, and the merge says how much that was. Runs in the background.',
});
