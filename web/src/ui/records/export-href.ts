import { sitePath } from '../../lib/boot.ts';

/** The address of a list's export under the same filters. */
export function exportHref(path: string, filter: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  const text = query.toString();
  return sitePath(text ? `${path}?${text}` : path);
}
