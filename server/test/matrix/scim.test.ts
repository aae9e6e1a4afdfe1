import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { KINDS } from './actors.ts';
import { type Scene, scene } from './scene.ts';

/**
 * SCIM is outside the API, so it has a table of its own: every address by every kind of actor, and by the tokens of connections.
 * `home` and `other` are connections of two companies, `staff` one for techs; the user and the group asked for are home's.
 */
const TABLE = `
                                 home other staff off  ended
GET    /ServiceProviderConfig    200  200   200   403  401
GET    /ResourceTypes            200  200   200   403  401
GET    /ResourceTypes/User       200  200   200   403  401
GET    /Schemas                  200  200   200   403  401
GET    /Users                    200  200   200   403  401
POST   /Users                    201  201   201   403  401
GET    /Users/USER               200  404   404   403  401
PUT    /Users/USER               200  404   404   403  401
PATCH  /Users/USER               200  404   404   403  401
GET    /Groups                   200  200   200   403  401
POST   /Groups                   201  201   201   403  401
GET    /Groups/GROUP             200  404   404   403  401
PUT    /Groups/GROUP             200  404   404   403  401
PATCH  /Groups/GROUP             200  404   404   403  401
DELETE /Groups/GROUP             204  404   404   403  401
DELETE /Users/USER               204  404   404   403  401
GET    /Nothing                  404  404   404   403  401
`;
const [head = '', ...rows] = TABLE.split('\n').filter((row) => row.trim() !== '');
const tokens = head.trim().split(/\s+/);
const lines = rows.map((row) => row.trim().split(/\s+/) as [Method, string, ...string[]]);
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let s: Scene;
const tokenOf = new Map<string, string>();
const at = { USER: 0, GROUP: 0 };
beforeAll(async () => {
  s = await scene();
  const { master } = s.people;
  const other = await s.w.company();
  const make = async (name: string, body: object) => {
    const made = await master.call('POST', '/scim-connections', { name, ...body });
    tokenOf.set(name, made.body.token);
    return made.body.connection.id as number;
  };
  await make('home', { audience: 'company', companyId: s.home.id });
  await make('other', { audience: 'company', companyId: other.id });
  await make('staff', { audience: 'staff' });
  await master.call('PATCH', `/scim-connections/${await make('off', { audience: 'company', companyId: s.home.id })}`, { enabled: false });
  const ended = await make('ended', { audience: 'company', companyId: s.home.id });
  await s.w.db.execute(sql`update scim_tokens set expires_at = now() - interval '1 minute' where connection_id = ${ended}`);
  at.USER = (await send('POST', '/Users', { authorization: `Bearer ${tokenOf.get('home')}` })).json().id;
  at.GROUP = (await send('POST', '/Groups', { authorization: `Bearer ${tokenOf.get('home')}` })).json().id;
}, 120_000);
afterAll(() => s?.w.close());

let counter = 0;
const bodyOf = (method: Method, path: string): object | undefined => {
  if (method === 'PATCH') return { Operations: [{ op: 'replace', path: 'externalId', value: `e${++counter}` }] };
  if (method === 'GET' || method === 'DELETE') return undefined;
  return path.startsWith('/Users') ? { userName: `scim${++counter}@example.test` } : { displayName: `Group ${++counter}` };
};
function send(method: Method, path: string, headers: Record<string, string>) {
  const payload = bodyOf(method, path);
  return s.w.app.inject({
    method,
    url: `/scim/v2${path.replace('USER', String(at.USER)).replace('GROUP', String(at.GROUP))}`,
    remoteAddress: `10.7.${counter % 250}.${++counter % 250}`,
    headers: { ...headers, ...(payload ? { 'content-type': 'application/scim+json' } : {}) },
    ...(payload ? { payload: JSON.stringify(payload) } : {}),
  });
}

describe('every address of SCIM', () => {
  // The row's own connection last: it may delete what the others ask for.
  it.each(lines.map((line) => [`${line[0]} ${line[1]}`, line] as const))('%s by every token', async (_name, [method, path, ...cells]) => {
    for (const name of tokens.toReversed()) {
      const answer = await send(method, path, { authorization: `Bearer ${tokenOf.get(name)}` });
      expect(`${name} ${answer.statusCode}`, answer.body).toBe(`${name} ${cells[tokens.indexOf(name)]}`);
    }
  });

  it.each(lines.map((line) => [`${line[0]} ${line[1]}`, line] as const))(
    '%s is nothing to whoever has no token of SCIM',
    async (_name, [method, path]) => {
      for (const kind of KINDS) {
        const answer = await send(method, path, s.callers[kind].headers('people:write'));
        expect(`${kind} ${answer.statusCode}`).toBe(`${kind} 401`);
        expect(answer.headers['content-type']).toBe('application/scim+json; charset=utf-8');
      }
    },
  );
});

describe('a token of SCIM', () => {
  it('opens no route of the API', async () => {
    const headers = { authorization: `Bearer ${tokenOf.get('home')}` };
    for (const { contract } of modules.flatMap((module) => module.routes ?? [])) {
      const url = `/api/v1${contract.path.replaceAll(/\{\w+\}/g, '1')}`;
      const answer = await s.w.app.inject({ method: contract.method, url, headers });
      expect(`${contract.id} ${answer.statusCode}`).toBe(`${contract.id} 401`);
    }
  });
});
