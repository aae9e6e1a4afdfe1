import type { TSchema } from 'typebox';

/** The JSON Schema parts a query string needs. */
interface Json {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/**
 * Turns what a query string or path can express (text, and repeated keys) into what the schema asks for: integers, numbers,
 * booleans, arrays. What does not fit is left as text, so that validation names it.
 */
export function coerce(schema: TSchema, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const properties = (schema as Json).properties ?? {};
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, known ? coerceValue(known, value) : value];
    }),
  );
}

function coerceValue(schema: Json, value: unknown): unknown {
  const list = listBranch(schema);
  if (list) return (Array.isArray(value) ? value : [value]).map((item) => coerceText(list.items ?? {}, item));
  return coerceText(schema, value);
}

const listBranch = (schema: Json): Json | undefined =>
  schema.type === 'array' ? schema : schema.anyOf?.find((branch) => branch.type === 'array');

function coerceText(schema: Json, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const types = typesOf(schema);
  // No number is longer, and on thousands of digits the patterns below would take their time.
  if (value.length > 40) return value;
  if (types.has('integer') && /^[+-]?\d{1,15}$/.test(value)) return Number(value);
  if (types.has('number') && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) return Number(value);
  if (types.has('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (types.has('null') && value === 'null') return null;
  return value;
}

function typesOf(schema: Json): ReadonlySet<string> {
  if (schema.anyOf) return new Set(schema.anyOf.flatMap((branch) => [...typesOf(branch)]));
  if (schema.const !== undefined) return new Set([typeof schema.const]);
  return new Set(typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []));
}
