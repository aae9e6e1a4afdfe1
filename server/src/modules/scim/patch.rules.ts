import { Refusal } from '../../kernel/errors.ts';
import { isRecord, member } from './attributes.rules.ts';
import { type Path, parsePath } from './filter.rules.ts';
import { invalidPath, invalidSyntax, invalidValue, noTarget } from './scim.refusals.ts';

export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  /** null: `value` is an object of attributes. */
  readonly path: Path | null;
  readonly value: unknown;
}
const OPS = ['add', 'replace', 'remove'] as const;
const MOST_OPERATIONS = 1000;

/** The operations of a PATCH, in order. Entra ID writes "Replace"; the schema is not asked for, because some leave it out. */
export function operationsOf(body: unknown): Operation[] {
  const list = isRecord(body) ? member(body, 'operations') : undefined;
  if (!Array.isArray(list) || list.length === 0) throw invalidSyntax('A PATCH needs "Operations", a list with at least one operation.');
  if (list.length > MOST_OPERATIONS)
    throw invalidSyntax(`A PATCH has at most ${MOST_OPERATIONS} operations. Send the rest in another one.`);
  return list.map(operationOf);
}

function operationOf(one: unknown): Operation {
  if (!isRecord(one)) throw invalidSyntax('Every operation must be an object with "op".');
  const said = member(one, 'op');
  const op = OPS.find((name) => typeof said === 'string' && said.toLowerCase() === name);
  if (!op) throw invalidSyntax('Every operation needs an "op": add, replace or remove.');
  const at = member(one, 'path');
  const value = member(one, 'value');
  if (at !== undefined && at !== null && typeof at !== 'string') throw invalidPath('A path must be a text.');
  const path = at ? readPath(at) : null;
  if (path === null && op === 'remove') throw noTarget('To remove something, name it in "path".');
  if (path === null && !isRecord(value)) throw invalidValue('value', 'Without a path it must be an object of attributes.');
  if (op !== 'remove' && value === undefined) throw invalidValue('value', `To ${op} something, say what.`);
  return { op, path, value };
}

function readPath(text: string): Path {
  try {
    return parsePath(text);
  } catch (error) {
    throw error instanceof Refusal ? invalidPath(error.message.replace('filter', 'path')) : error;
  }
}
