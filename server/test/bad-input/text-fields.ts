import type { RouteContract } from '@portico/contracts/kernel/route.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A field of a body or query that takes words of somebody's own: `title`, `tags` (a list), `patch.title`. */
export interface TextField {
  readonly path: string;
  readonly isList: boolean;
  /** HTML, by its name. */
  readonly isRich: boolean;
}

/** All text fields of a schema, found in the contract itself: a new field is tried from the day it exists. */
export function textFieldsOf(schema: unknown, prefix = ''): TextField[] {
  const { properties = {} } = (schema ?? {}) as Schema;
  return Object.entries(properties).flatMap(([name, part]): TextField[] => {
    const path = `${prefix}${name}`;
    const isRich = name.endsWith('Html');
    const branches = [part, ...(part.anyOf ?? [])];
    if (branches.some(isText)) return [{ path, isList: false, isRich }];
    if (branches.some((one) => one.items && isText(one.items))) return [{ path, isList: true, isRich }];
    return branches.flatMap((one) => textFieldsOf(one, `${path}.`));
  });
}
const isText = (schema: Schema): boolean => schema.type === 'string' && schema.enum === undefined;

export const bodyFields = (contract: RouteContract): TextField[] => textFieldsOf(contract.body);
export const queryFields = (contract: RouteContract): TextField[] => textFieldsOf(contract.query);

/** A copy of `body` with this value at `a.b.c`. */
export function withValue(body: object, path: string, value: unknown): object {
  const [head = '', ...rest] = path.split('.');
  const inner = (body as Record<string, unknown>)[head];
  return { ...body, [head]: rest.length === 0 ? value : withValue((inner ?? {}) as object, rest.join('.'), value) };
}
export const valueAt = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], body);
