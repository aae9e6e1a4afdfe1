import { randomBytes } from 'node:crypto';
import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { ServiceDeskForTech } from '@portico/contracts/service-desk/shapes.ts';
import { sql } from 'drizzle-orm';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { modules } from '../src/app.ts';
import { nowIso } from '../src/kernel/clock.ts';
import type { Ctx } from '../src/kernel/context.ts';
import { hashToken } from '../src/kernel/crypto/crypto.ts';
import { systemActor } from '../src/kernel/events/operations.ts';
import { sessionCookieName } from '../src/kernel/http/session-cookie.ts';
import type { Services } from '../src/kernel/services.ts';
import { createAuthenticate } from '../src/modules/access/index.ts';
import { createCompany } from '../src/modules/companies/index.ts';
import { createContact } from '../src/modules/contacts/index.ts';
import { createRow, loadServiceDesk, setDefaults } from '../src/modules/service-desk/index.ts';
import { createTeam } from '../src/modules/teams/index.ts';
import { createTech } from '../src/modules/techs/index.ts';
import { type TestApp, testApp } from './harness-app.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export interface Reply<T = unknown> {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came back
  readonly body: T extends unknown ? any : never;
  readonly headers: LightMyRequestResponse['headers'];
}

/** A person with an open browser: what they send carries their session. */
export interface Someone {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly companyId: number | null;
  readonly cookie: string;
  call(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export interface World extends TestApp {
  readonly desk: ServiceDeskForTech;
  /** Runs an operation as the server itself, in a transaction of its own. */
  asSystem<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  company(values?: { readonly name?: string; readonly isCatchAll?: boolean }): Promise<{ id: number; name: string }>;
  contact(values?: { companyId?: number; name?: string; email?: string; isManager?: boolean; isVip?: boolean }): Promise<Someone>;
  tech(values?: {
    role?: TechRole;
    name?: string;
    email?: string;
    queueIds?: number[] | null;
    companyIds?: number[] | null;
  }): Promise<Someone>;
  team(values?: { name?: string; members?: { techId: number; isLead?: boolean }[] }): Promise<{ id: number; name: string }>;
  /** A ticket by this contact through the API; returns the contact's view of it. */
  // biome-ignore lint/suspicious/noExplicitAny: the reply as it came
  ticket(values: { from: Someone; title?: string; descriptionHtml?: string; serviceTypeId?: number }): Promise<any>;
  /** Nobody signed in. */
  readonly anyone: Pick<Someone, 'call'>;
  /** A fresh session of an account that already exists. */
  session(account: { id: number; email: string; name?: string; companyId?: number | null }): Promise<Someone>;
}

let counter = 0;

/**
 * A whole workspace on a database of its own: service desk set up, people made on demand, requests over real HTTP.
 *
 * @example
 * const w = await world();
 * const tech = await w.tech();
 * const ticket = await w.ticket({ from: await w.contact() });
 */
export async function world(
  options: { readonly env?: Readonly<Record<string, string>>; readonly services?: Partial<Services> } = {},
): Promise<World> {
  const app = await testApp({ modules, authenticate: (db) => createAuthenticate({ db }), ...options });
  const asSystem: World['asSystem'] = (work) => app.operations.write({ actor: systemActor('test'), origin: 'job' }, work);
  await asSystem(setUpServiceDesk);
  const desk = await loadServiceDesk(app.db);
  const unique = () => ++counter;
  const caller =
    (cookie: string | null): Someone['call'] =>
    async (method, path, body, headers = {}) => {
      const request: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      };
      const response = await app.app.inject(request);
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      return { status: response.statusCode, body: isJson ? response.json() : response.body, headers: response.headers };
    };
  const session: World['session'] = async (account) => {
    const token = randomBytes(32).toString('base64url');
    const now = nowIso();
    const email = account.email.toLowerCase();
    const far = new Date(Date.parse(now) + 86_400_000).toISOString();
    await app.db.execute(sql`with s as (insert into sessions (token_hash, email_key, account_id, created_at, last_seen_at, expires_at)
      values (${hashToken(token)}, ${email}, ${account.id}, ${now}, ${now}, ${far}) returning id)
      insert into session_proofs (session_id, issuer, method, subject, proven_at) select id, 'email', 'email-code', ${email}, ${now} from s`);
    const cookie = `${sessionCookieName(app.config.publicUrl)}=${token}`;
    return {
      id: account.id,
      name: account.name ?? '',
      email: account.email,
      companyId: account.companyId ?? null,
      cookie,
      call: caller(cookie),
    };
  };
  let firstCompany: number | null = null;
  const company: World['company'] = async ({ name = `Company ${unique()}`, isCatchAll = false } = {}) => {
    const made = await asSystem((ctx) => createCompany(ctx, { body: { name } }));
    if (isCatchAll) await app.db.execute(sql`update companies set is_catch_all = true where id = ${made.id}`);
    firstCompany ??= made.id;
    return { id: made.id, name: made.name };
  };
  const contact: World['contact'] = async ({
    companyId,
    name = `Contact ${unique()}`,
    email = `contact${unique()}@example.test`,
    ...flags
  } = {}) => {
    const home = companyId ?? firstCompany ?? (await company()).id;
    const made = await asSystem((ctx) => createContact(ctx, { body: { companyId: home, name, email, ...flags } }));
    return session({ id: made.id, email, name, companyId: home });
  };
  const tech: World['tech'] = async ({
    role = 'member',
    name = `Tech ${unique()}`,
    email = `tech${unique()}@example.test`,
    queueIds = null,
    companyIds = null,
  } = {}) => {
    const made = await asSystem((ctx) => createTech(ctx, { body: { role, name, email, queueIds, companyIds } }));
    return session({ id: made.id, email, name });
  };
  return {
    ...app,
    desk,
    asSystem,
    company,
    contact,
    tech,
    session,
    anyone: { call: caller(null) },
    team: async ({ name = `Team ${unique()}`, members = [] } = {}) => asSystem((ctx) => createTeam(ctx, { body: { name, members } })),
    ticket: async ({ from, title = `Ticket ${unique()}`, ...values }) => {
      const made = await from.call('POST', '/tickets', { title, ...values });
      if (made.status !== 201) throw new Error(`The ticket was refused: ${JSON.stringify(made.body)}`);
      return made.body;
    },
  };
}

async function setUpServiceDesk(ctx: Ctx): Promise<void> {
  const statuses = [
    ['New', 'new'],
    ['In progress', 'progress'],
    ['Customer replied', 'progress'],
    ['Waiting for customer', 'waiting-you'],
    ['Waiting for supplier', 'waiting-other'],
    ['Resolved', 'resolved'],
    ['Closed', 'closed'],
  ] as const;
  const ids = new Map<string, number>();
  for (const [name, kind] of statuses) ids.set(name, (await createRow('statuses')(ctx, { body: { name, kind } })).id);
  const queue = await createRow('queues')(ctx, { body: { name: 'Support' } });
  await createRow('queues')(ctx, { body: { name: 'Projects' } });
  const priority = await createRow('priorities')(ctx, { body: { name: 'Normal', level: 'normal', color: '#6b6a64' } });
  await createRow('priorities')(ctx, { body: { name: 'Urgent', level: 'urgent', color: '#b3261e' } });
  const source = await createRow('sources')(ctx, { body: { name: 'Portal' } });
  const category = await createRow('categories')(ctx, { body: { name: 'General' } });
  await setDefaults(ctx, {
    body: {
      queueId: queue.id,
      priorityId: priority.id,
      sourceId: source.id,
      categoryId: category.id,
      statusId: ids.get('New') ?? null,
      closedStatusId: ids.get('Closed') ?? null,
      reopenedStatusId: ids.get('In progress') ?? null,
      updatedStatusId: ids.get('Customer replied') ?? null,
    },
  });
}
