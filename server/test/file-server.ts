import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Actor, PLAIN_RIGHTS } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { openFiles } from '../src/kernel/files/service.ts';
import type { FileLimits } from '../src/kernel/files/sizes.ts';
import { type Authenticate, anonymous } from '../src/kernel/http/authenticate.ts';
import { createHttpServer } from '../src/kernel/http/server.ts';
import { filesModule } from '../src/modules/files/index.ts';
import { type TestKernel, testKernel, testLog } from './harness.ts';

const PUBLIC_URL = 'http://localhost:3000';

/** A person of the file tests: an account row and the actor that a session with the token of its id stands for. */
export interface FilePerson {
  readonly id: number;
  readonly actor: Actor;
  readonly headers: { readonly cookie: string };
}
export interface FileServer {
  readonly kernel: TestKernel;
  readonly http: FastifyInstance;
  person(kind: 'contact' | 'tech'): Promise<FilePerson>;
  upload(person: FilePerson, body: Buffer | string, name?: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Names of all files in the store folder. */
  stored(): Promise<string[]>;
  limits(limits: Partial<FileLimits>): Promise<void>;
  close(): Promise<void>;
}

/** The files module alone over real HTTP and SQL; signing in is the only thing that is pretended. */
export async function fileServer(options: { readonly handlerTimeout?: number } = {}): Promise<FileServer> {
  const kernel = await testKernel({ modules: [filesModule] });
  const folder = join(kernel.dataDir, 'files');
  const open = (limits: Partial<FileLimits> = {}) =>
    openFiles({ folder, crypto: kernel.services.crypto, limits: { minFreeBytes: 0, ...limits } });
  await open();
  const people = new Map<string, FilePerson>();
  const authenticate: Authenticate = async ({ sessionToken }) => {
    const person = people.get(sessionToken ?? '');
    return {
      actor: person?.actor ?? anonymous,
      credential: person ? { kind: 'session', id: person.id, name: null } : { kind: 'none', id: null, name: null },
    };
  };
  const http = await createHttpServer({
    modules: [filesModule],
    db: kernel.db,
    runner: kernel.operations,
    log: testLog,
    publicUrl: PUBLIC_URL,
    version: 'test',
    authenticate,
    ...options,
  });
  return {
    kernel,
    http,
    person: async (kind) => {
      const { rows } = await kernel.db.execute<{ id: number }>(sql`
        with company as (insert into companies (name) select ${`Company ${people.size}`} where ${kind} = 'contact' returning id)
        insert into accounts (kind, company_id, name, email)
        values (${kind}, (select id from company), 'Somebody', ${`somebody${people.size}@example.com`}) returning id`);
      const { id } = rows[0]!;
      const common = { accountId: id, via: null, scopes: null, sessionId: id };
      const actor: Actor =
        kind === 'contact'
          ? { ...common, kind, audience: 'contact', companyId: 1, isManager: false, groups: [], rights: PLAIN_RIGHTS }
          : { ...common, kind, audience: 'tech', role: 'member', queueIds: null, companyIds: null, categoryIds: null, teamIds: [] };
      const person = { id, actor, headers: { cookie: `portico=token${id}` } };
      people.set(`token${id}`, person);
      return person;
    },
    upload: (person, body, name = 'file.bin', headers = {}) =>
      http.inject({
        method: 'POST',
        url: `/api/v1/files?name=${encodeURIComponent(name)}`,
        headers: { ...person.headers, 'content-type': 'image/png', 'sec-fetch-site': 'same-origin', ...headers },
        payload: body,
      }),
    stored: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name),
    limits: async (limits) => void (await open(limits)),
    close: async () => {
      await http.close();
      await kernel.close();
    },
  };
}
