import { type Static, type TSchema, Type } from 'typebox';

/** int32 identifier, as the incumbent's connectors address things. */
export const Id = Type.Integer({ minimum: 1, maximum: 2147483647 });
/** UTC instant, ISO 8601 with milliseconds and `Z`. */
export const Instant = Type.String({ format: 'date-time' });
/** A calendar day without time or zone; never converted. */
export const Day = Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Email = Type.String({ format: 'email', minLength: 3, maxLength: 254 });
export const Version = Type.Integer({ minimum: 1 });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** A closed set of lower-case words. */
export const Words = <const T extends readonly string[]>(words: T, options: object = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: words, ...options });

export const ById = Type.Object({ id: Id });
export type ById = Static<typeof ById>;

/** Rich text: sanitised HTML (images as `file:ID`) and its plain-text twin. */
export const RichTextInput = Type.String({
  maxLength: 200_000,
  description: 'HTML; sanitised on the server. Images are written as <img src="file:ID">.',
});

export const Paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  count: Type.Optional(Type.Boolean()),
};

/** A page of a key-set list; `next` is an opaque cursor or null; `total` only when asked for with `count=true`. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()), total: Type.Optional(Type.Integer()) });

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'Stable machine-readable code, `ticket.closed`.' }),
  detail: Type.String({ description: 'A sentence a person can act on.' }),
  fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }))),
  traceId: Type.String(),
});
export type Problem = Static<typeof Problem>;

export const Nothing = Type.Object({});
