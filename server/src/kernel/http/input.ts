import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../errors.ts';
import { coerce } from './coerce.ts';
import { closed, hasInstants } from './contract-schema.ts';
import { fieldProblems } from './field-errors.ts';
import type { FieldProblem } from './field-problem.ts';
import { normalInstant } from './formats.ts';
import { unsafeText } from './text-safety.ts';

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}
export interface ValidInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Compiles the checks of one route. The returned function gives clean input (defaults filled in, instants in one spelling) or
 * throws one 422 that names every wrong field of path, query and body together.
 */
export function inputReader(contract: RouteContract): (raw: RawInput) => ValidInput {
  const params = part(contract.params, { coerced: true });
  const query = part(contract.query, { coerced: true });
  const body = part(contract.body, { coerced: false });
  const queryless = part({ type: 'object', properties: {} } as TSchema, { coerced: true });
  return (raw) => {
    const problems: FieldProblem[] = [];
    const input = {
      params: params?.(raw.params, problems),
      query: (query ?? queryless)?.(raw.query, problems),
      body: body?.(bodyOf(contract, raw.body), problems),
    };
    if (problems.length > 0) throw new Refusal(422, 'input.invalid', summary(problems), { fields: problems });
    return query ? input : { ...input, query: undefined };
  };
}

/** An absent body of a route whose fields are all optional is an empty object, so that `POST …/close` needs no `{}`. */
const bodyOf = (contract: RouteContract, body: unknown): unknown =>
  body === undefined || body === null ? ((contract.body as { type?: string } | undefined)?.type === 'object' ? {} : body) : body;

type Part = (value: unknown, problems: FieldProblem[]) => unknown;

function part(schema: TSchema | undefined, options: { readonly coerced: boolean }): Part | undefined {
  if (!schema) return undefined;
  const strict = closed(schema);
  const check = Compile(strict);
  // The copy has no typebox markers, which defaults are found by.
  const defaults = Compile(schema);
  const instants = hasInstants(schema);
  return (value, problems) => {
    const unsafe = unsafeText(value);
    if (unsafe.length > 0) {
      problems.push(...unsafe);
      return undefined;
    }
    const typed = options.coerced ? coerce(schema, value as Record<string, unknown>) : value;
    const filled = defaults.Default(typed);
    if (!check.Check(filled)) {
      const found = fieldProblems(check.Errors(filled));
      problems.push(...(found.length > 0 ? found : [{ path: '', code: 'invalid', message: 'This value does not have an accepted form.' }]));
      return undefined;
    }
    return instants ? withNormalInstants(strict, filled) : filled;
  };
}

interface InstantSchema {
  readonly format?: string;
  readonly properties?: Readonly<Record<string, InstantSchema>>;
  readonly items?: InstantSchema;
  readonly anyOf?: readonly InstantSchema[];
  readonly allOf?: readonly InstantSchema[];
}

function withNormalInstants(schema: InstantSchema, value: unknown): unknown {
  if (typeof value === 'string') return isInstant(schema, value) ? normalInstant(value) : value;
  const branches = [schema, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  if (Array.isArray(value)) {
    const items = branches.find((branch) => branch.items)?.items;
    return items ? value.map((item) => withNormalInstants(items, item)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const known = branches.find((branch) => branch.properties && Object.hasOwn(branch.properties, name))?.properties?.[name];
      return [name, known ? withNormalInstants(known, item) : item];
    }),
  );
}

const isInstant = (schema: InstantSchema, value: string): boolean =>
  schema.format === 'date-time' ||
  (schema.anyOf?.some((branch) => branch.format === 'date-time' && /^\d{4}-\d\d-\d\dT/.test(value)) ?? false);

const summary = (problems: readonly FieldProblem[]): string =>
  problems.length === 1 && problems[0]
    ? `${nameOf(problems[0])}: ${problems[0].message}`
    : `${problems.length} fields need correcting. Nothing was saved.`;

const nameOf = (problem: FieldProblem): string => (problem.path === '' ? 'The request body' : problem.path);
