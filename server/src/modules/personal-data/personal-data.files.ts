import { nowIso } from '../../kernel/clock.ts';
import { canReadContact } from '../contacts/index.ts';
import { registerFileOwner } from '../files/index.ts';
import { findExport, findPerson } from './personal-data.reads.ts';

/** Asked again with every byte: administrators in a browser, who still see the person, while the file is kept. */
export const registerExportFiles = (): (() => void) =>
  registerFileOwner('personal-export', async (db, actor, exportId) => {
    if (actor.kind !== 'tech' || actor.scopes !== null || (actor.role !== 'admin' && actor.role !== 'master-admin')) return false;
    const row = await findExport(db, exportId);
    if (!row || row.expiresAt === null || row.expiresAt <= nowIso()) return false;
    const person = await findPerson(db, row.accountId);
    return person !== null && canReadContact(actor, person);
  });
