import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { type Caller, KINDS, type Kind } from './actors.ts';
import { REQUESTS, type Request } from './requests.ts';
import { MARK, type Scene, scene } from './scene.ts';
import { type Line, type Outcome, readTable, TABLE } from './table.ts';

const routes = new Map<string, RouteContract>(
  modules.flatMap((module) => module.routes ?? []).map(({ contract }) => [contract.id, contract]),
);
const lines = readTable(TABLE);

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever came back
  readonly body: any;
  readonly type: string;
  readonly setsCookie: boolean;
}

async function send(contract: RouteContract, request: Request, headers: Record<string, string>): Promise<Answer> {
  const payload = request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const type = request.raw ? 'application/octet-stream' : 'application/json';
  const answer = await s.w.app.inject({
    method: contract.method,
    url: `/api/v1${request.path}`,
    headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': type }) },
    ...(payload === undefined ? {} : { payload }),
  });
  const contentType = String(answer.headers['content-type'] ?? '');
  return {
    status: answer.statusCode,
    text: answer.body,
    body: contentType.includes('json') ? answer.json() : null,
    type: contentType,
    setsCookie: answer.headers['set-cookie'] !== undefined,
  };
}

/** Sign-in answers of these routes are about the code or password, not about who asks. */
const ABOUT_ITSELF: Readonly<Record<string, readonly number[]>> = {
  'signIn.code': [422, 410],
  'signIn.link': [422, 410],
  'signIn.password': [422],
  'passkeys.signIn': [422],
  'passkeys.add': [422],
  'secondFactor.prove': [422],
  'secondFactor.renewCodes': [422],
  'secondFactor.remove': [422],
};
function meets(line: Line, expected: Outcome, status: number): boolean {
  if (expected === 'none') return status === 404 || status === 409;
  if (expected === 'ok') return (status >= 200 && status < 300) || (ABOUT_ITSELF[line.routeId]?.includes(status) ?? false);
  return status === expected;
}

/** Codes any route may answer with, before its operation runs. */
const GENERAL = ['session.required', 'key.invalid', 'key.scope', 'key.notAllowed', 'role.tooLow', 'route.notFound'];
const PROBLEM = ['type', 'title', 'status', 'code', 'detail', 'traceId', 'fields'];

function complaintsAboutRefusal(contract: RouteContract, answer: Answer): string[] {
  const found: string[] = [];
  if (!answer.type.startsWith('application/problem+json')) found.push(`is ${answer.type}, not problem+json`);
  const extra = Object.keys(answer.body ?? {}).filter((key) => !PROBLEM.includes(key));
  if (extra.length > 0) found.push(`says more than a problem: ${extra.join()}`);
  const code = String(answer.body?.code);
  if (!GENERAL.includes(code) && !contract.errors.includes(code)) found.push(`has the code ${code}, which its contract does not name`);
  if (answer.setsCookie) found.push('sets a cookie');
  if (answer.text.toLowerCase().includes(MARK) || answer.text.includes('Secretless')) found.push(`reveals something: ${answer.text}`);
  return found;
}

/** Names of fields, and one value, that no reply to a contact has. */
const STAFF_ONLY =
  /"(attributes|tags|queue|queueId|source|category|dueAt|archivedAt|notes|isVip|isApprover|seenSeq|via|commentCount|contactEmail|contactPhone)":|"visibility":"internal"/;

const MISSING = 2_000_000_000;
const withoutTrace = ({ body }: Answer) => JSON.stringify({ ...body, traceId: '' });

/** What is hidden must look like what does not exist. */
async function complaintsAboutHiding(
  contract: RouteContract,
  request: Request,
  headers: Record<string, string>,
  answer: Answer,
): Promise<string[]> {
  const path = request.path.replace(/\d+(?=\D*$)/, String(MISSING));
  if (answer.status !== 404 || path === request.path || !contract.path.includes('{id}')) return [];
  const missing = await send(contract, { ...request, path }, headers);
  return withoutTrace(missing) === withoutTrace(answer) && missing.status === 404
    ? []
    : [`differs from what is missing: ${answer.text} against ${missing.text}`];
}

async function tryCell(line: Line, who: Caller): Promise<string[]> {
  const contract = routes.get(line.routeId)!;
  const request = await REQUESTS[line.name]!(s, who);
  const headers = request.fromFreshSession ? await who.fresh() : who.headers(contract.scope);
  const answer = await send(contract, request, headers);
  const expected = line.cells[who.kind];
  const found: string[] = [];
  if (!meets(line, expected, answer.status)) found.push(`expected ${expected}, got ${answer.status} ${answer.text.slice(0, 300)}`);
  if (answer.status >= 400) found.push(...complaintsAboutRefusal(contract, answer));
  if (expected === 404) found.push(...(await complaintsAboutHiding(contract, request, headers, answer)));
  if (answer.status < 300) s.used();
  // The demo's inbox lies open on purpose.
  if (who.audience !== 'tech' && !line.routeId.startsWith('inbox.') && answer.text.toLowerCase().includes(MARK))
    found.push(`shows what is internal: ${answer.text.slice(0, 500)}`);
  if (who.audience === 'contact' && STAFF_ONLY.test(answer.text)) found.push(`has what only staff may know: ${answer.text.slice(0, 500)}`);
  return found.map((complaint) => `${line.name} by ${who.kind}: ${complaint}`);
}

describe('the table', () => {
  it('has every route, and nothing that is no route', () => {
    const named = new Set(lines.map((line) => line.routeId));
    expect(
      [...routes.keys()].filter((id) => !named.has(id)),
      'routes that are missing from test/matrix/table.ts',
    ).toEqual([]);
    expect(
      [...named].filter((id) => !routes.has(id)),
      'lines of test/matrix/table.ts that name no route',
    ).toEqual([]);
    expect(
      lines.filter((line) => !REQUESTS[line.name]).map((line) => line.name),
      'lines without a request in test/matrix/requests.ts',
    ).toEqual([]);
    const inTable = new Set(lines.map((line) => line.name));
    expect(inTable.size, 'a line is there twice').toBe(lines.length);
    expect(
      Object.keys(REQUESTS).filter((name) => !inTable.has(name)),
      'requests without a line in test/matrix/table.ts',
    ).toEqual([]);
  });

  it('agrees with the gate each contract declares', () => {
    const visitors: readonly Kind[] = ['anon', 'prov', 'gone'];
    for (const line of lines) {
      const { permission } = routes.get(line.routeId)!;
      if (permission === 'public' || permission === 'proven') continue;
      for (const kind of visitors) expect(line.cells[kind], `${line.name} by ${kind}`).toBe(401);
    }
  });
});

describe('every route by every kind of actor', () => {
  it.each(lines.map((line) => [line.name, line] as const))(
    '%s',
    async (_name, line) => {
      const complaints: string[] = [];
      for (const kind of KINDS) complaints.push(...(await tryCell(line, s.callers[kind])));
      expect(complaints).toEqual([]);
    },
    60_000,
  );
});
