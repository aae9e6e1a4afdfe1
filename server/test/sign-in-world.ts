import { join } from 'node:path';
import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { InjectOptions } from 'fastify';
import type { Ctx } from '../src/kernel/context.ts';
import { systemActor } from '../src/kernel/events/operations.ts';
import { openFiles } from '../src/kernel/files/service.ts';
import { type Authenticate, authenticateNobody } from '../src/kernel/http/authenticate.ts';
import type { Module } from '../src/kernel/module.ts';
import type { EvictTarget } from '../src/kernel/realtime/live-types.ts';
import {
  type AccessMail,
  accessModule,
  createAuthenticate,
  openSignInSecret,
  registerAccessMailer,
  registerSignInMailer,
  type SignInMail,
} from '../src/modules/access/index.ts';
import { accountsModule } from '../src/modules/accounts/index.ts';
import { companiesModule, createCompany } from '../src/modules/companies/index.ts';
import { contactCreationModule } from '../src/modules/contact-creation/index.ts';
import { contactsModule, createContact } from '../src/modules/contacts/index.ts';
import { filesModule } from '../src/modules/files/index.ts';
import { identityProvidersModule } from '../src/modules/identity-providers/index.ts';
import { passkeysModule } from '../src/modules/passkeys/index.ts';
import { portalAccessModule } from '../src/modules/portal-access/index.ts';
import { serviceDeskModule } from '../src/modules/service-desk/index.ts';
import { settingsModule } from '../src/modules/settings/index.ts';
import { setupModule } from '../src/modules/setup/index.ts';
import { teamsModule } from '../src/modules/teams/index.ts';
import { createTech, techsModule } from '../src/modules/techs/index.ts';
import { type TestApp, testApp } from './harness-app.ts';

const modules: readonly Module[] = [
  filesModule,
  settingsModule,
  accountsModule,
  portalAccessModule,
  companiesModule,
  contactsModule,
  techsModule,
  teamsModule,
  contactCreationModule,
  accessModule,
  identityProvidersModule,
  passkeysModule,
  serviceDeskModule,
  setupModule,
];

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came back
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: readonly { readonly name: string; readonly value: string; readonly [attribute: string]: unknown }[];
}
export interface SentMail extends SignInMail {
  readonly code: string;
  readonly linkToken: string;
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** A browser with a cookie jar and an address on the network; signs in as people do. */
export interface Browser {
  readonly jar: Map<string, string>;
  call(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  start(email: string, more?: Record<string, unknown>): Promise<Answer>;
  /** Asks for a code, reads the mail, enters it. */
  signIn(email: string): Promise<SessionView>;
  /** And goes to one of the places offered. */
  enter(email: string, accountId: number): Promise<SessionView>;
}

export interface SignInWorld extends TestApp {
  /** Mails queued so far, opened. */
  readonly mails: SentMail[];
  /** What people were told about access in their name. */
  readonly accessMails: AccessMail[];
  readonly evicted: EvictTarget[];
  readonly authenticate: Authenticate;
  asSystem<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  browser(options?: { readonly ip?: string; readonly userAgent?: string }): Browser;
  company(name: string): Promise<number>;
  contact(companyId: number, email: string, more?: { name?: string; isManager?: boolean }): Promise<number>;
  tech(email: string, role?: TechRole, more?: { name?: string; queueIds?: number[]; companyIds?: number[] }): Promise<number>;
}

let addresses = 0;
/** A fresh address on the network, so that one test does not spend another's limits. */
export const freshIp = (): string => {
  addresses += 1;
  return `10.0.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
};

/** The people and access modules over real HTTP and SQL; only the delivery of mail is replaced, by a list. */
export async function signInWorld(options: { readonly env?: Readonly<Record<string, string>> } = {}): Promise<SignInWorld> {
  const mails: SentMail[] = [];
  const evicted: EvictTarget[] = [];
  let authenticate = authenticateNobody;
  const app = await testApp({
    modules,
    ...options,
    authenticate: (db) => {
      authenticate = createAuthenticate({ db });
      return authenticate;
    },
    services: { realtime: { evict: (target) => void evicted.push(target) } },
  });
  await openFiles({ folder: join(app.dataDir, 'files'), crypto: app.services.crypto, limits: { minFreeBytes: 0 } });
  const giveMailerBack = registerSignInMailer(async (ctx, mail) => {
    const secret = openSignInSecret(ctx.services.crypto, mail.sealed);
    if (secret) mails.push({ ...mail, code: secret.code, linkToken: secret.link?.split('#')[1] ?? '' });
  });
  const accessMails: AccessMail[] = [];
  const giveAccessMailerBack = registerAccessMailer(async (_ctx, mail) => void accessMails.push(mail));
  const asSystem: SignInWorld['asSystem'] = (work) => app.operations.write({ actor: systemActor('test'), origin: 'job' }, work);
  return {
    ...app,
    close: async () => {
      // Test files share what a worker has loaded.
      giveMailerBack();
      giveAccessMailerBack();
      await app.close();
    },
    mails,
    accessMails,
    evicted,
    authenticate: (facts) => authenticate(facts),
    asSystem,
    browser: (options = {}) => browserOf(app, mails, { ip: options.ip ?? freshIp(), userAgent: options.userAgent ?? null }),
    company: async (name) => (await asSystem((ctx) => createCompany(ctx, { body: { name } }))).id,
    contact: async (companyId, email, more = {}) =>
      (
        await asSystem((ctx) =>
          createContact(ctx, { body: { companyId, email, name: more.name ?? email, isManager: more.isManager ?? false } }),
        )
      ).id,
    tech: async (email, role = 'member', more = {}) =>
      (await asSystem((ctx) => createTech(ctx, { body: { email, role, name: more.name ?? email, ...more } }))).id,
  };
}

function browserOf(app: TestApp, mails: readonly SentMail[], from: { readonly ip: string; readonly userAgent: string | null }): Browser {
  const jar = new Map<string, string>();
  const call: Browser['call'] = async (method, path, body, headers = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const request: InjectOptions = {
      method,
      url: path.startsWith('/files/') ? path : `/api/v1${path}`,
      remoteAddress: from.ip,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(from.userAgent ? { 'user-agent': from.userAgent } : {}),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined || Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    };
    const response = await app.app.inject(request);
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.parse('2000-01-01'))) jar.delete(name);
      else jar.set(name, value);
    }
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
      cookies: response.cookies,
    };
  };
  const start: Browser['start'] = (email, more = {}) => call('POST', '/sign-in/start', { email, ...more });
  const signIn: Browser['signIn'] = async (email) => {
    const started = await start(email);
    if (started.status !== 200) throw new Error(`Refused: ${JSON.stringify(started.body)}`);
    const answer = await call('POST', '/sign-in/code', { challengeId: started.body.challengeId, code: mails.at(-1)?.code });
    if (answer.status !== 200) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const enter: Browser['enter'] = async (email, accountId) => {
    const view = await signIn(email);
    if (view.account?.id === accountId) return view;
    const answer = await call('POST', '/session/account', { accountId });
    if (answer.status !== 200) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return { jar, call, start, signIn, enter };
}
