import { colleagues } from '@portico/contracts/contacts/routes.ts';
import { call } from '../../lib/api.ts';
import type { Option } from '../../ui/use-options.ts';

/** Active people of the reader's own company. */
export async function findColleagues(query: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { items } = await call(colleagues, { query: { limit: 20, ...(query.trim() ? { q: query.trim() } : {}) } }, { signal });
  return items.map((person) => ({ value: String(person.id), label: person.name, ...(person.title ? { note: person.title } : {}) }));
}
