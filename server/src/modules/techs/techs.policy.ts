import type { Actor, TechActor } from '@portico/contracts/access/actor.ts';

/** Techs are colleagues: every tech may see every tech by name. Contacts meet them only on their tickets. */
export const canListTechs = (actor: Actor): actor is TechActor => actor.kind === 'tech';

/** A streamline tech works for one customer: of colleagues he sees those who share a team with him, and himself. */
export const seesOnlyOwnTeams = (actor: TechActor): boolean => actor.role === 'streamline';
