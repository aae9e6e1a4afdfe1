import type { Actor } from '@portico/contracts/access/actor.ts';

const isAdmin = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'tech' && (actor.role === 'admin' || actor.role === 'master-admin'));

/** Who says who belongs to it: administrators everywhere, the lead in his own department. */
export const mayAssign = (actor: Actor, department: { readonly leadId: number | null }): boolean =>
  isAdmin(actor) || (actor.accountId !== null && actor.accountId === department.leadId);

/** A lead takes in whom nobody has, and never from a colleague's department; administrators move people. */
export const mayTakeFrom = (actor: Actor, before: number | null, into: number): boolean =>
  isAdmin(actor) || before === null || before === into;
