import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nowMs } from '../src/kernel/clock.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';

type Json = Record<string, unknown>;
/** What the provider says, to be bent by a test. */
export interface Tongue {
  claims: Json;
  header: Json;
  /** Another key than the published one. */
  foreignKey: boolean;
  issuer: string | null;
  userinfo: Json | null;
  token: { readonly status: number; readonly body: Json } | null;
  me: Json;
  organizations: readonly Json[];
  metadata: Json;
}

/** An identity provider on 127.0.0.1 that says whatever it is told to; also as Entra with Microsoft Graph, below `/entra`. */
export interface HostileOidc {
  readonly url: string;
  readonly port: number;
  readonly tongue: Tongue;
  /** What was asked of the token endpoint. */
  readonly asked: URLSearchParams[];
  /** As it would be if nobody lied. */
  reset(): void;
  close(): void;
}

export async function startHostileOidc(): Promise<HostileOidc> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked: URLSearchParams[] = [];
  const honest = (): Tongue => ({
    claims: {},
    header: {},
    foreignKey: false,
    issuer: null,
    userinfo: null,
    token: null,
    me: {},
    organizations: [],
    metadata: {},
  });
  const tongue = honest();
  let url = '';
  const metadata = (issuer: string, root: string): Json => ({
    issuer,
    authorization_endpoint: `${root}/authorize`,
    token_endpoint: `${root}/token`,
    jwks_uri: `${root}/jwks`,
    ...(tongue.userinfo ? { userinfo_endpoint: `${root}/userinfo` } : {}),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    ...tongue.metadata,
  });
  const answers = (path: string): { status: number; body: unknown } => {
    if (path === '/.well-known/openid-configuration') return { status: 200, body: metadata(tongue.issuer ?? url, url) };
    if (path.endsWith('/v2.0/.well-known/openid-configuration'))
      return { status: 200, body: metadata(tongue.issuer ?? `${url}/entra/{tenantid}/v2.0`, `${url}/entra`) };
    if (path.endsWith('/jwks'))
      return { status: 200, body: { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] } };
    if (path.endsWith('/userinfo')) return { status: 200, body: tongue.userinfo };
    if (path === '/graph/v1.0/me') return { status: 200, body: tongue.me };
    if (path === '/graph/v1.0/organization') return { status: 200, body: { value: tongue.organizations } };
    if (path.endsWith('/token')) {
      if (tongue.token) return tongue.token;
      const key = tongue.foreignKey ? foreign.privateKey : own.privateKey;
      const id_token = jwt({ alg: 'RS256', kid: 'one', ...tongue.header }, standard(tongue.issuer ?? url, tongue.claims), key);
      return { status: 200, body: { access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token } };
    }
    return { status: 404, body: {} };
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      if (pathname.endsWith('/token')) asked.push(new URLSearchParams(body));
      const { status, body: said } = answers(pathname);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return { url, port, tongue, asked, reset: () => void Object.assign(tongue, honest()), close: () => void server.close() };
}

const standard = (issuer: string, claims: Json): Json => {
  const now = Math.floor(nowMs() / 1000);
  return { iss: issuer, aud: 'portico', sub: 'subject', iat: now, exp: now + 300, ...claims };
};

function jwt(header: Json, claims: Json, key: KeyObject): string {
  const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  if (header['alg'] === 'none') return `${text}.`;
  // The oldest trick: the public key as the secret of an HMAC.
  if (header['alg'] === 'HS256')
    return `${text}.${createHmac('sha256', 'a client secret that only the tests use').update(text).digest('base64url')}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}
