import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { canReadCompany } from '../companies/index.ts';
import { findImport, type ImportRecord } from './contact-imports.reads.ts';
import { suggestMapping } from './contact-imports.rules.ts';
import { lockImport } from './contact-imports.store.ts';

/** An import of a company the actor may act on; anybody else learns nothing of it. */
export async function requireImport(ctx: Ctx, id: number, lock = false): Promise<ImportRecord> {
  if (lock) await lockImport(ctx.tx, id);
  const found = await findImport(ctx.tx, id);
  if (!found || !canReadCompany(ctx.actor, found.companyId)) throw notFound('import');
  return found;
}

export function requireState(found: ImportRecord, states: readonly ImportRecord['state'][]): void {
  if (!states.includes(found.state))
    throw new Refusal(409, 'import.state', 'This import is at another step already. Reload the page to see how far it is.');
}

export function importView(found: ImportRecord): ContactImport {
  const { companyId, companyName, storageKey: _key, createdBy: _by, mapping, ...rest } = found;
  return { ...rest, company: { id: companyId, name: companyName }, mapping: mapping ?? suggestMapping(found.columns) };
}
