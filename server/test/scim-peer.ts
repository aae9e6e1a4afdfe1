import type { AddressInfo } from 'node:net';
import SCIMMY from 'scimmy';
import { expect } from 'vitest';
import type { Someone, World } from './world.ts';

SCIMMY.Schemas.User.definition.extend(SCIMMY.Schemas.EnterpriseUser.definition, false);

export interface ScimAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came back
  readonly body: any;
  readonly headers: Headers;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export interface Directory {
  readonly token: string;
  /** The connection's own id. */
  readonly id: number;
  /** Over a real socket; every answer is judged by a SCIM library that is not ours. */
  send(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<ScimAnswer>;
}
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** `["http://127.0.0.1:4711"]`: where the app of this world listens. */
export async function listen(w: World): Promise<string> {
  await w.app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(w.app.server.address() as AddressInfo).port}`;
}

/** Makes a connection as an administrator does, and speaks with its token. */
export async function directory(admin: Someone, url: string, body: Record<string, unknown>): Promise<Directory> {
  const made = await admin.call('POST', '/scim-connections', { name: 'Directory', ...body });
  if (made.status !== 201) throw new Error(`The connection was refused: ${JSON.stringify(made.body)}`);
  return { id: made.body.connection.id, token: made.body.token, send: senderOf(url, made.body.token) };
}

export const senderOf =
  (url: string, token: string | null): Directory['send'] =>
  async (method, path, body, headers = {}) => {
    const reply = await fetch(`${url}/scim/v2${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (text !== '') expect(reply.headers.get('content-type'), text).toBe('application/scim+json; charset=utf-8');
    const answer = { status: reply.status, body: text === '' ? null : JSON.parse(text), headers: reply.headers };
    if (!path.includes('ttributes=')) judge(answer);
    return answer;
  };

/** The library reads every answer strictly, and knows everything that is in it. */
function judge({ status, body }: ScimAnswer): void {
  if (body === null) return;
  if (status >= 400) {
    expect(body.schemas).toEqual([ERROR]);
    expect(body.status).toBe(String(status));
    expect(body.detail.length).toBeGreaterThan(10);
    const { schemas: _schemas, ...details } = body;
    // Knows which detail types the standard has, and with which status each may be; 415 and 429 it leaves to HTTP.
    if (status !== 415 && status !== 429) new SCIMMY.Messages.ErrorResponse(details);
    return;
  }
  if (body.schemas[0] === LIST) {
    new SCIMMY.Messages.ListResponse(body);
    expect(body.itemsPerPage).toBe(body.Resources.length);
    for (const one of body.Resources) judgeResource(one);
  } else judgeResource(body);
}

function judgeResource(resource: { meta: { resourceType: string; location: string } }): void {
  const { resourceType, location } = resource.meta;
  const schema = { User: SCIMMY.Schemas.User, Group: SCIMMY.Schemas.Group }[resourceType];
  if (!schema) return;
  const base = location.slice(0, location.lastIndexOf('/'));
  expect(sorted(schema.definition.coerce(resource as never, 'out', base))).toEqual(sorted(resource));
}
const sorted = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const userBody = (userName: string, more: Record<string, unknown> = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName,
  ...more,
});
export const patchBody = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });
