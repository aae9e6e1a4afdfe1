import { type Static, Type } from 'typebox';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

/** What a column of the file may become. */
export const IMPORT_FIELDS = [
  'email',
  'name',
  'givenName',
  'surname',
  'mailNickname',
  'title',
  'department',
  'phone',
  'mobile',
  'office',
  'notes',
  'tags',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
/** Field → number of the column, counted from 0. */
export const Mapping = Type.Partial(
  Type.Object(
    Object.fromEntries(IMPORT_FIELDS.map((field) => [field, Type.Integer({ minimum: 0, maximum: 199 })])) as Record<
      ImportField,
      ReturnType<typeof Type.Integer>
    >,
  ),
  { additionalProperties: false },
);
export type Mapping = Partial<Record<ImportField, number>>;
export const SEPARATORS = [',', ';', 'tab', '|'] as const;
export const IMPORT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export const VERDICTS = ['create', 'update', 'skip', 'refuse', 'created', 'updated'] as const;

export const ContactImport = Type.Object({
  id: Id,
  company: CompanyRef,
  fileName: Type.String(),
  encoding: Words(IMPORT_ENCODINGS),
  separator: Words(SEPARATORS),
  columns: Type.Array(Type.String()),
  /** The first rows, to recognise the columns by. */
  sample: Type.Array(Type.Array(Type.String())),
  /** As chosen, or suggested from the names of the columns. */
  mapping: Mapping,
  mode: Words(['create', 'update']),
  state: Words(['uploaded', 'checking', 'checked', 'running', 'done', 'failed']),
  position: Type.Integer(),
  total: Type.Integer(),
  counts: Type.Record(Type.String(), Type.Integer()),
  problem: Nullable(Type.String()),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
});
export type ContactImport = Static<typeof ContactImport>;

export const ImportRow = Type.Object({
  id: Type.Integer({ description: 'Line of the file' }),
  verdict: Words(VERDICTS),
  code: Nullable(Type.String()),
  otherLine: Nullable(Type.Integer()),
  contactId: Nullable(Id),
  name: Nullable(Type.String()),
  email: Nullable(Type.String()),
});
export type ImportRow = Static<typeof ImportRow>;
