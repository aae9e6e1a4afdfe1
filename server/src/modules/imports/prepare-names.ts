import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createCompany } from '../companies/index.ts';
import { createContact } from '../contacts/index.ts';
import { createRow, isClosedKind, loadServiceDesk, type ServiceDesk } from '../service-desk/index.ts';
import { findExternalLinks, insertExternalLink } from '../settings/index.ts';
import { createTeam } from '../teams/index.ts';
import { createTech } from '../techs/index.ts';
import type { ImportFacts } from './import-facts.ts';
import { findCompanyNamed, listAccountsByEmail, listTeamsNamed } from './imports.reads.ts';
import type { ImportMap, PriorityName } from './maps/import-map.types.ts';
import type { Person } from './plan-ticket.ts';
import type { Wanted } from './wanted.ts';

/** What the names of the file stand for here. */
export interface Names {
  /** With what was missing. */
  readonly desk: ServiceDesk;
  readonly queueId: number;
  readonly statuses: ReadonlyMap<string, number>;
  readonly priorities: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
  readonly teams: ReadonlyMap<string, number>;
  readonly techs: ReadonlyMap<string, number>;
  readonly contacts: ReadonlyMap<string, number>;
  /** Statuses whose end is a reopening. */
  readonly finishedStatusIds: readonly number[];
}
/** How many of each the file needs that are not here yet. */
export interface Made {
  companies: number;
  queues: number;
  statuses: number;
  priorities: number;
  sources: number;
  categories: number;
  teams: number;
  techs: number;
  contacts: number;
}

const LEVELS: Record<PriorityName, { readonly level: 'urgent' | 'high' | 'normal' | 'low'; readonly color: string }> = {
  Urgent: { level: 'urgent', color: '#b3261e' },
  High: { level: 'high', color: '#8f5200' },
  Normal: { level: 'normal', color: '#5c5c57' },
  Low: { level: 'low', color: '#8a8a84' },
};
/** Short transactions: the embedded database has one session, and others want to work meanwhile. */
const BATCH = 100;

/** Finds everything the file names and makes what is missing, in bulk and before the first ticket. `onMade` is called per row. */
export async function prepareNames(facts: ImportFacts, wanted: Wanted, onMade: () => void): Promise<{ names: Names; made: Made }> {
  const { map } = facts;
  const made: Made = { companies: 0, queues: 0, statuses: 0, priorities: 0, sources: 0, categories: 0, teams: 0, techs: 0, contacts: 0 };
  const note = (kind: keyof Made) => {
    made[kind] += 1;
    onMade();
  };
  const desk = await loadServiceDesk(facts.read().tx);
  checkStatuses(map, desk, wanted);
  checkQueue(facts, desk);
  const queue = await rowsOf(
    facts,
    desk.queues,
    [map.defaults.queue],
    () => note('queues'),
    (ctx, name) => createRow('queues')(ctx, { body: { name } }),
  );
  const statuses = await rowsOf(
    facts,
    desk.statuses,
    wanted.statuses,
    () => note('statuses'),
    (ctx, name) => {
      const target = Object.values(map.fields.status.values).find((status) => status.name === name);
      return createRow('statuses')(ctx, { body: { name, kind: target?.kind ?? 'progress' } });
    },
  );
  const priorities = await rowsOf(
    facts,
    desk.priorities,
    wanted.priorities,
    () => note('priorities'),
    (ctx, name) => createRow('priorities')(ctx, { body: { name, ...LEVELS[name as PriorityName] } as { name: string } }),
  );
  const sources = await rowsOf(
    facts,
    desk.sources,
    wanted.sources,
    () => note('sources'),
    (ctx, name) => createRow('sources')(ctx, { body: { name } }),
  );
  const categories = await rowsOf(
    facts,
    desk.categories,
    wanted.categories,
    () => note('categories'),
    (ctx, name) => createRow('categories')(ctx, { body: { name } }),
  );
  const known = await listTeamsNamed(facts.read().tx, [...wanted.teams]);
  const teams = await rowsOf(
    facts,
    known,
    wanted.teams,
    () => note('teams'),
    (ctx, name) => createTeam(ctx, { body: { name } }),
  );
  const companyId = await companyFor(facts, () => note('companies'));
  const techs = await peopleOf(
    facts,
    'tech',
    null,
    wanted.techs,
    () => note('techs'),
    ({ name, email }, ctx) => createTech(ctx, { body: { name, email, role: map.people.assignee.role } }),
  );
  const contacts = await peopleOf(
    facts,
    'contact',
    companyId,
    wanted.contacts,
    () => note('contacts'),
    ({ name, email }, ctx) =>
      // In a dry run no company was made; nothing is called then.
      createContact(ctx, { body: { companyId: companyId as number, name, email } }),
  );
  const finishedStatusIds = finishedNames(map).flatMap((name) => statuses.get(name) ?? []);
  const queueId = queue.get(map.defaults.queue) ?? 0;
  const complete = await loadServiceDesk(facts.read().tx);
  return { names: { desk: complete, queueId, statuses, priorities, sources, categories, teams, techs, contacts, finishedStatusIds }, made };
}

const finishedNames = (map: ImportMap): string[] =>
  Object.values(map.fields.status.values)
    .filter((status) => map.reopening.from.includes(status.kind))
    .map((status) => status.name);

/** A status of that name which ends tickets here and not there (or the other way round) would bend every ticket of the file. */
function checkStatuses(map: ImportMap, desk: ServiceDesk, wanted: Wanted): void {
  for (const { name, kind } of Object.values(map.fields.status.values)) {
    const here = desk.statuses.find((status) => status.name.toLowerCase() === name.toLowerCase());
    if (!here || !wanted.statuses.has(name) || here.isClosed === isClosedKind(kind)) continue;
    const words = here.isClosed ? 'ends a ticket here, but not in the map' : 'leaves a ticket open here, but ends it in the map';
    throw new Refusal(
      409,
      'import.statusDiffers',
      `The status "${name}" ${words}. Give it another name in the map or here. Nothing was changed.`,
    );
  }
}

/** A queue that was asked for by name must exist: a slip of the keyboard would else make a new one. */
function checkQueue({ map, queueMustExist }: ImportFacts, desk: ServiceDesk): void {
  const name = map.defaults.queue;
  if (!queueMustExist || desk.queues.some((queue) => queue.name.toLowerCase() === name.toLowerCase())) return;
  const names = desk.queues.map((queue) => `"${queue.name}"`).join(', ') || 'none';
  throw new Refusal(404, 'import.queueUnknown', `There is no queue "${name}". Queues here: ${names}. Nothing was changed.`);
}

async function rowsOf(
  facts: ImportFacts,
  existing: readonly { readonly id: number; readonly name: string }[],
  names: Iterable<string>,
  onMade: () => void,
  create: (ctx: Ctx, name: string) => Promise<{ readonly id: number }>,
): Promise<Map<string, number>> {
  const byKey = new Map(existing.map((row) => [row.name.toLowerCase(), row.id]));
  const found = new Map<string, number>();
  const missing = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    const id = byKey.get(key);
    if (id !== undefined) found.set(name, id);
    // The same name in other letters is one row.
    else missing.set(key, [...(missing.get(key) ?? []), name]);
  }
  await inBatches(facts, [...missing.values()], onMade, async (ctx, spellings) => {
    const { id } = await create(ctx, spellings[0] as string);
    for (const name of spellings) found.set(name, id);
  });
  return found;
}

async function peopleOf(
  facts: ImportFacts,
  kind: 'contact' | 'tech',
  companyId: number | null,
  people: ReadonlyMap<string, Person>,
  onMade: () => void,
  create: (person: Person, ctx: Ctx) => Promise<{ readonly id: number }>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const missing: Person[] = [];
  const { system } = facts.map;
  for (const chunk of chunksOf([...people.values()], 1_000)) {
    const { tx } = facts.read();
    const links = await findExternalLinks(
      tx,
      system,
      kind,
      chunk.map((person) => person.value),
    );
    const emails = chunk.map((person) => person.email);
    const accounts =
      kind === 'contact' && companyId === null ? new Map<string, number>() : await listAccountsByEmail(tx, kind, companyId, emails);
    for (const person of chunk) {
      // By the link first: somebody may have given the account its real name and address since.
      const id = links.get(person.value)?.localId ?? accounts.get(person.email);
      if (id === undefined) missing.push(person);
      else found.set(person.email, id);
    }
  }
  await inBatches(facts, missing, onMade, async (ctx, person) => {
    const { id } = await create(person, ctx);
    await insertExternalLink(ctx.tx, { system, entity: kind, externalId: person.value, localId: id, syncedAt: ctx.now });
    found.set(person.email, id);
  });
  return found;
}

async function companyFor(facts: ImportFacts, onMade: () => void): Promise<number | null> {
  const { name } = facts.map.defaults.company;
  const existing = await findCompanyNamed(facts.read().tx, name);
  if (existing) return existing.id;
  onMade();
  if (facts.dryRun) return null;
  return (await facts.write((ctx) => createCompany(ctx, { body: { name } }))).id;
}

async function inBatches<T>(
  facts: ImportFacts,
  all: readonly T[],
  onMade: () => void,
  work: (ctx: Ctx, one: T) => Promise<void>,
): Promise<void> {
  for (const batch of chunksOf(all, BATCH)) {
    if (!facts.dryRun) {
      await facts.write(async (ctx) => {
        for (const one of batch) await work(ctx, one);
      });
    }
    for (const _ of batch) onMade();
  }
}

function* chunksOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
