import type { PersonalExport } from '@portico/contracts/personal-data/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { personRefs } from '../accounts/index.ts';
import { canReadContact } from '../contacts/index.ts';
import { findPerson, type PersonFacts } from './personal-data.reads.ts';
import type { ExportRow } from './personal-data.store.ts';

export async function requirePerson(ctx: Ctx, id: number): Promise<PersonFacts> {
  const person = await findPerson(ctx.tx, id);
  if (!person || !canReadContact(ctx.actor, person)) throw notFound('contact');
  return person;
}

/** Erased already, or part of another record: then it is that one's data. */
export function expectThere(person: PersonFacts): void {
  if (person.erasedAt !== null || person.mergedIntoId !== null)
    throw new Refusal(409, 'contact.gone', 'This contact was merged into another one or erased, and cannot be changed any more.');
}

export async function exportViews(ctx: Ctx, rows: readonly ExportRow[]): Promise<PersonalExport[]> {
  const people = await personRefs(
    ctx,
    rows.map((row) => row.createdBy),
  );
  return rows.map(({ accountId: _account, fileId: _file, createdBy, ...row }) => ({
    ...row,
    by: createdBy === null ? null : (people.get(createdBy) ?? null),
  }));
}
