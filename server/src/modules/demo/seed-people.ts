import { type ContactActor, PLAIN_RIGHTS, type TechActor } from '@portico/contracts/access/actor.ts';
import type { DemoWorkspace } from '../../../../tools/demo/demo.types.ts';
import type { Ctx } from '../../kernel/context.ts';
import { createCompany } from '../companies/index.ts';
import { addMember, createGroup } from '../contact-groups/index.ts';
import { createContact } from '../contacts/index.ts';
import { addDepartmentMember, createDepartment } from '../profiles/index.ts';
import { createTeam } from '../teams/index.ts';
import { createTech } from '../techs/index.ts';
import type { DeskIds } from './seed-service-desk.ts';

/** Ids and actors by the demo's keys. */
export interface People {
  readonly companies: ReadonlyMap<string, number>;
  readonly teams: ReadonlyMap<string, number>;
  readonly actors: ReadonlyMap<string, ContactActor | TechActor>;
}

const by = { via: null, scopes: null, sessionId: null } as const;

const languageOf = (language: string): 'de' | 'en' => (language === 'de' ? 'de' : 'en');

export async function seedPeople(ctx: Ctx, demo: DemoWorkspace, desk: DeskIds): Promise<People> {
  const companies = new Map<string, number>();
  for (const { key, name, phone, website, domain, language, trade, city, people } of demo.companies) {
    const notes = `${trade}, ${city}, ${people} people.`;
    const body = { name, phone, website, domains: [domain], locale: languageOf(language), notes };
    companies.set(key, (await createCompany(ctx, { body })).id);
  }
  const actors = new Map<string, ContactActor | TechActor>();
  for (const one of demo.contacts) {
    const companyId = idOf(companies, one.company);
    const { name, givenName, familyName: surname, email, title, phone, manager: isManager, vip: isVip, approver: isApprover } = one;
    const body = {
      companyId,
      name,
      givenName,
      surname,
      email,
      title,
      ...(phone ? { phone } : {}),
      locale: languageOf(one.language),
      isManager,
      isVip,
      isApprover,
    };
    const { id } = await createContact(ctx, { body });
    actors.set(one.key, {
      kind: 'contact',
      audience: 'contact',
      accountId: id,
      companyId,
      isManager,
      groups: [],
      rights: PLAIN_RIGHTS,
      ...by,
    });
  }
  for (const { key, name, email, title, role, language, onlyCompanies, onlyQueues } of demo.techs) {
    const companyIds = onlyCompanies?.map((one) => idOf(companies, one)) ?? null;
    const queueIds = onlyQueues?.map((one) => idOf(desk.queues, one)) ?? null;
    const { id } = await createTech(ctx, {
      body: { name, email, title, role, locale: language, timeZone: demo.provider.timeZone, companyIds, queueIds },
    });
    actors.set(key, { kind: 'tech', audience: 'tech', accountId: id, role, queueIds, companyIds, categoryIds: null, teamIds: [], ...by });
  }
  const teams = new Map<string, number>();
  for (const { key, name, description, members } of demo.teams) {
    const body = {
      name,
      description,
      members: members.map((member, index) => ({ techId: actors.get(member)?.accountId ?? 0, isLead: index === 0 })),
    };
    teams.set(key, (await createTeam(ctx, { body })).id);
  }
  await seedGroups(ctx, demo, { companies, actors });
  return { companies, teams, actors };
}

async function seedGroups(ctx: Ctx, demo: DemoWorkspace, { companies, actors }: Pick<People, 'companies' | 'actors'>): Promise<void> {
  for (const { company, name, icon, members } of demo.groups) {
    const { id } = await createGroup(ctx, { body: { companyId: idOf(companies, company), name, icon } });
    for (const [key, role] of Object.entries(members))
      await addMember(ctx, { params: { id }, body: { contactId: idOf(actors, key).accountId, role } });
  }
  for (const { name, lead, members } of demo.departments) {
    const leadId = idOf(actors, lead).accountId;
    const { id } = await createDepartment(ctx, { body: { name, leadId } });
    for (const key of [lead, ...members]) await addDepartmentMember(ctx, { params: { id, techId: idOf(actors, key).accountId } });
  }
}

/** A reference of the demo that leads nowhere is a mistake in its data, never a reason to guess. */
export function idOf<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`The demo names "${key}", which it does not define.`);
  return found;
}
