import { text } from 'node:stream/consumers';
import { type Actor, PLAIN_RIGHTS } from '@portico/contracts/access/actor.ts';
import { route } from '@portico/contracts/kernel/route.ts';
import { ById, Email, Id, Instant, Nullable, Paging, Version, Words } from '@portico/contracts/kernel/shapes.ts';
import { sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { Refusal } from '../src/kernel/errors.ts';
import type { Authenticate } from '../src/kernel/http/authenticate.ts';
import { anonymous } from '../src/kernel/http/authenticate.ts';
import { limit } from '../src/kernel/http/limits.ts';
import { expectVersion } from '../src/kernel/http/version.ts';
import { handle, type Module } from '../src/kernel/module.ts';

// A module that exists only in the kernel's own tests: one route for each thing the HTTP kernel promises.

const NoteForContact = Type.Object({ id: Id, title: Type.String(), version: Version });
const NoteForTech = Type.Object({ id: Id, title: Type.String(), version: Version, secret: Type.String() });
const note = (id: number, title = 'Printer') => ({ id, title, version: 3, secret: 'internal', stray: 'never' });
const common = { scope: 'notes:read', tx: 'none', errors: [], description: 'For tests.' } as const;
const Body = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 20 }),
  email: Type.Optional(Email),
  at: Type.Optional(Instant),
  link: Type.Optional(Type.String({ format: 'uri' })),
  kind: Type.Optional(Words(['one', 'two'])),
  owner: Type.Optional(Nullable(Id)),
  lines: Type.Optional(Type.Array(Type.Object({ text: Type.String(), amount: Type.Optional(Type.Integer()) }), { maxItems: 3 })),
});

const get = route({
  ...common,
  id: 'notes.get',
  method: 'GET',
  path: '/notes/{id}',
  permission: 'signed-in',
  summary: 'One note',
  params: ById,
  versioned: true,
  reply: { contact: NoteForContact, tech: NoteForTech },
});
const list = route({
  ...common,
  id: 'notes.list',
  method: 'GET',
  path: '/notes',
  permission: 'public',
  summary: 'Notes',
  query: Type.Object({
    ...Paging,
    queueId: Type.Optional(Type.Array(Id)),
    q: Type.Optional(Type.String()),
    open: Type.Optional(Type.Boolean()),
  }),
  reply: { anyone: Type.Object({ echo: Type.Unknown() }) },
});
const create = route({
  ...common,
  id: 'notes.create',
  method: 'POST',
  path: '/notes',
  permission: 'signed-in',
  scope: 'notes:write',
  tx: 'write',
  status: 201,
  summary: 'Write a note',
  body: Body,
  errors: ['note.refused'],
  reply: { anyone: Type.Object({ id: Id, title: Type.String(), at: Nullable(Instant) }) },
  example: { body: { title: 'Printer' } },
});
const patch = route({
  ...common,
  id: 'notes.update',
  method: 'PATCH',
  path: '/notes/{id}',
  permission: 'signed-in',
  scope: 'notes:write',
  tx: 'write',
  versioned: true,
  summary: 'Change a note',
  params: ById,
  body: Type.Object({ title: Type.Optional(Type.String()) }),
  reply: { contact: NoteForContact, tech: NoteForTech },
});
const forgetful = route({
  ...common,
  id: 'notes.forgetful',
  method: 'PUT',
  path: '/notes/{id}',
  permission: 'signed-in',
  scope: 'notes:write',
  tx: 'write',
  versioned: true,
  summary: 'Forgets to compare',
  params: ById,
  body: Type.Object({}),
  reply: { contact: NoteForContact, tech: NoteForTech },
});
const remove = route({
  ...common,
  id: 'notes.delete',
  method: 'DELETE',
  path: '/notes/{id}',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 204,
  summary: 'Delete a note',
  params: ById,
  reply: { tech: Type.Object({}) },
});
const advanced = route({
  ...common,
  id: 'notes.advanced',
  method: 'GET',
  path: '/advanced',
  permission: 'advanced',
  summary: 'Advanced techs',
  reply: { tech: Type.Object({}) },
});
const contactOnly = route({
  ...common,
  id: 'notes.contact',
  method: 'GET',
  path: '/contact-only',
  permission: 'contact',
  summary: 'Contacts',
  reply: { contact: Type.Object({}) },
});
const proven = route({
  ...common,
  id: 'notes.proven',
  method: 'GET',
  path: '/proven',
  permission: 'proven',
  scope: null,
  summary: 'Half signed in',
  reply: { anyone: Type.Object({}) },
});
const wrong = route({
  ...common,
  id: 'notes.wrong',
  method: 'GET',
  path: '/wrong',
  permission: 'public',
  summary: 'Breaks its promise',
  reply: { anyone: Type.Object({ count: Type.Integer() }) },
});
const fail = route({
  ...common,
  id: 'notes.fail',
  method: 'GET',
  path: '/fail',
  permission: 'public',
  summary: 'Fails',
  query: Type.Object({ how: Type.String() }),
  reply: { anyone: Type.Object({}) },
});
const upload = route({
  ...common,
  id: 'notes.upload',
  method: 'POST',
  path: '/uploads',
  permission: 'public',
  scope: 'notes:write',
  consumes: 'binary',
  maxBytes: 1000,
  status: 201,
  summary: 'Upload',
  reply: { anyone: Type.Object({ name: Nullable(Type.String()), size: Type.Integer(), length: Nullable(Type.Integer()) }) },
});
const signIn = route({
  ...common,
  id: 'notes.signIn',
  method: 'POST',
  path: '/sign-in',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'stub',
  summary: 'Sign in',
  body: Type.Object({ ok: Type.Boolean() }),
  reply: { anyone: Type.Object({ done: Type.Boolean() }) },
});
const versions = route({
  ...common,
  id: 'notes.version',
  method: 'GET',
  path: '/public-note',
  permission: 'public',
  versioned: true,
  summary: 'The same for all',
  reply: { anyone: Type.Object({ version: Version }) },
});

interface Received {
  readonly name: string | null;
  readonly size: number;
  readonly length: number | null;
}

/** Counts how often an operation ran, to see replays not running it. */
export const ran = { create: 0, release: (): void => {} };
let gate: Promise<void> | null = null;
/** Lets the next `create` wait inside its transaction until `ran.release()`. */
export function holdCreate(): void {
  gate = new Promise((resolve) => {
    ran.release = resolve;
  });
}

const failures: Record<string, () => unknown> = {
  secret: () => new Error('password=hunter2 at /srv/portico'),
  refusal: () => new Refusal(409, 'note.refused', 'Not now.', { retryAfter: 7 }),
  serialization: () => Object.assign(new Error('wrapped'), { cause: Object.assign(new Error('x'), { code: '40001' }) }),
  constraint: () => Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'notes_title' }),
};

export const stubModule: Module = {
  name: 'notes',
  limits: [{ name: 'stub', points: 3, seconds: 60, store: 'shared', detail: 'Too many attempts.' }],
  rawRoutes: (fastify, kernel) => {
    fastify.get('/raw/me', async (request, reply) => reply.send({ who: (await kernel.authenticate(request)).actor.kind }));
  },
  routes: [
    handle(get, async (_ctx, input) => note(input.params.id)),
    handle(list, async (_ctx, input) => ({ echo: input.query })),
    handle(create, async (ctx, input) => {
      ran.create += 1;
      const { rows } = await ctx.tx.execute<{ id: number }>(
        sql`INSERT INTO kernel_facts (name, value, updated_at) VALUES (${input.body.title}, '1', ${ctx.now}) RETURNING 1 AS id`,
      );
      await gate;
      gate = null;
      if (input.body.title === 'refused') throw new Refusal(409, 'note.refused', 'Not now.');
      return { id: (rows[0]?.id ?? 0) + 6, title: input.body.title, at: input.body.at ?? null };
    }),
    handle(patch, async (ctx, input) => {
      expectVersion(ctx, 3);
      return { ...note(input.params.id, input.body.title), version: 4 };
    }),
    handle(forgetful, async (_ctx, input) => note(input.params.id)),
    handle(remove, async () => ({})),
    handle(advanced, async () => ({})),
    handle(contactOnly, async () => ({})),
    handle(proven, async () => ({})),
    handle(wrong, async () => ({ count: 'seven' }) as never),
    handle(fail, async (_ctx, input) => {
      if (input.query.how === 'slow') await new Promise((resolve) => setTimeout(resolve, 2000));
      throw failures[input.query.how]?.() ?? new Error('?');
    }),
    handle(
      upload,
      async (_ctx, input: { readonly prepared: Received }) => input.prepared,
      async (_ctx, input) => ({ name: input.fileName, size: (await text(input.stream)).length, length: input.contentLength }),
    ),
    handle(
      signIn,
      async (ctx, input) => {
        ctx.http?.setSession('fresh-token', 3600);
        if (!input.body.ok) throw new Refusal(401, 'code.wrong', 'This code is not right.');
        return { done: true };
      },
      async (ctx) => limit(ctx, 'stub', 'person@example.com'),
    ),
    handle(versions, async () => ({ version: 5 })),
  ],
};

const base = { via: null, scopes: null, sessionId: 1 };
export const stubActors = {
  contact: {
    ...base,
    kind: 'contact',
    audience: 'contact',
    accountId: 12,
    companyId: 1,
    isManager: false,
    groups: [],
    rights: PLAIN_RIGHTS,
  },
  tech: {
    ...base,
    kind: 'tech',
    audience: 'tech',
    accountId: 20,
    role: 'member',
    queueIds: null,
    companyIds: null,
    categoryIds: null,
    teamIds: [],
  },
  streamline: {
    ...base,
    kind: 'tech',
    audience: 'tech',
    accountId: 23,
    role: 'streamline',
    queueIds: null,
    companyIds: null,
    categoryIds: null,
    teamIds: [],
  },
  advanced: {
    ...base,
    kind: 'tech',
    audience: 'tech',
    accountId: 21,
    role: 'advanced',
    queueIds: null,
    companyIds: null,
    categoryIds: null,
    teamIds: [],
  },
  admin: {
    ...base,
    kind: 'tech',
    audience: 'tech',
    accountId: 22,
    role: 'admin',
    queueIds: null,
    companyIds: null,
    categoryIds: null,
    teamIds: [],
  },
  proven: { ...anonymous, sessionId: 9 },
} as const satisfies Record<string, Actor>;

/** Signs in by name: the session cookie or the key (`name` or `name:scope`) is the name of a stub actor. */
export const stubAuthenticate: Authenticate = async ({ sessionToken, bearer }) => {
  const [name = '', ...scopes] = (bearer ?? sessionToken ?? '').split('/');
  const actor = Object.hasOwn(stubActors, name) ? stubActors[name as keyof typeof stubActors] : undefined;
  if (bearer !== null && !actor) throw new Refusal(401, 'key.invalid', 'This API key does not exist or was revoked.');
  if (!actor) return { actor: anonymous, credential: { kind: 'none', id: null, name: null } };
  if (bearer !== null) return { actor: { ...actor, scopes } as Actor, credential: { kind: 'key', id: 3, name: 'Robot' } };
  return { actor, credential: { kind: 'session', id: actor.sessionId, name: `${name} of Example Ltd` } };
};
