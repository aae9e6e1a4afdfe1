import type { PersonMap } from '../maps/import-map.types.ts';

/** Fills `{column}`; a part in `[…]` disappears when one of its values is unknown. @example fillText('{a}[: {b}]', read) */
export function fillText(template: string, read: (column: string) => string | null): string {
  const filled = (part: string): { readonly text: string; readonly complete: boolean } => {
    let complete = true;
    const text = part.replaceAll(/\{(\w+)\}/g, (_, column: string) => {
      const value = read(column);
      if (value === null) complete = false;
      return value ?? '';
    });
    return { text, complete };
  };
  const withoutOptional = template.replaceAll(/\[([^\]]*)\]/g, (_, part: string) => {
    const { text, complete } = filled(part);
    return complete ? text : '';
  });
  return filled(withoutOptional).text.trim();
}

const slugOf = (value: string): string =>
  value
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'somebody';

/** Name and address of the account that stands for a person of the file. */
export function personOf(map: PersonMap, cell: string): { readonly name: string; readonly email: string } {
  const value = cell.replaceAll(/\s+/g, ' ').trim();
  const fill = (template: string) => template.replaceAll('{value}', value).replaceAll('{slug}', slugOf(value));
  return { name: fill(map.name), email: fill(map.email) };
}
