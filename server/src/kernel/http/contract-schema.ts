import type { TSchema } from 'typebox';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Keywords whose value is a map of names to schemas: their keys are field names, not keywords. */
const namedSchemas = new Set(['properties', 'patternProperties', '$defs']);
/** Keywords whose value is data. */
const data = new Set(['enum', 'const', 'default', 'examples', 'required']);

/**
 * A copy of a schema that admits no field it does not name. Objects declared open (`additionalProperties: true`, records) stay
 * open; the parts of an intersection close together, because each part alone would refuse the other's fields.
 */
export function closed(schema: TSchema): TSchema {
  return walk(schema as Json, false) as TSchema;
}

/**
 * The closed schema a reply is checked with. Formats of stored data are not enforced (an address imported years ago must not
 * turn a list into an error page); instants and dates are, because our own code writes them.
 */
export function closedForReply(schema: TSchema): TSchema {
  return walk(schema as Json, false, (node) => {
    if (node.format !== 'date-time' && node.format !== 'date') delete node.format;
  }) as TSchema;
}

function walk(node: Json, insideAllOf: boolean, visit: (copy: Json) => void = () => {}): Json {
  const copy: Json = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (data.has(keyword)) copy[keyword] = value;
    else if (namedSchemas.has(keyword) && isObject(value)) copy[keyword] = mapped(value, (part) => walk(part, false, visit));
    else if (Array.isArray(value)) copy[keyword] = value.map((part) => (isObject(part) ? walk(part, keyword === 'allOf', visit) : part));
    else copy[keyword] = isObject(value) ? walk(value, false, visit) : value;
  }
  visit(copy);
  if (!insideAllOf) close(copy);
  return copy;
}

function close(node: Json): void {
  if (node.allOf && node.unevaluatedProperties === undefined) node.unevaluatedProperties = false;
  else if (node.type === 'object' && node.properties && node.additionalProperties === undefined && !node.patternProperties)
    node.additionalProperties = false;
}

const mapped = (map: Json, change: (part: Json) => Json): Json =>
  Object.fromEntries(Object.entries(map).map(([name, part]) => [name, isObject(part) ? change(part) : part]));

/** True when some string below is an instant, so that a body without any is not walked again. */
export const hasInstants = (schema: TSchema): boolean => JSON.stringify(schema).includes('"date-time"');
