/// <reference path="./oidc-provider.d.ts" />
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A real OpenID Provider on 127.0.0.1 (oidc-provider): who signs in as `anna@contoso.test` has this address, proven or not. */
export interface OidcPeer {
  readonly issuer: string;
  readonly port: number;
  /** Addresses that the provider has not verified. */
  readonly unverified: Set<string>;
  /** Registers our return address; the id of our provider is known only after it was added. */
  register(redirectUri: string): void;
  /**
   * Goes through the provider's pages as a browser does, and returns where it sends the browser back to. With a jar of its own the
   * browser stays signed in there; `asked` counts how often a name was asked for.
   */
  signIn(url: string, login: string, jar?: Map<string, string>): Promise<URL>;
  readonly asked: { count: number };
  close(): void;
}

export const CLIENT = { id: 'portico', secret: 'a client secret that only the tests use' } as const;

/** @param at the port; 0 = any that is free. */
export async function startOidcPeer(at = 0): Promise<OidcPeer> {
  const unverified = new Set<string>();
  const asked = { count: 0 };
  let handle: RequestListener = (_request, response) => void response.end();
  const server: Server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((settle) => server.listen(at, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const register = (redirectUri: string): void => {
    const provider = new Provider(issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      pkce: { required: () => true },
      cookies: { keys: ['only for tests'] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      findAccount: async (_context, sub) => ({
        accountId: sub,
        claims: async () => ({ sub, email: sub, email_verified: !unverified.has(sub), name: sub }),
      }),
    });
    handle = provider.callback();
  };
  const signIn: OidcPeer['signIn'] = (url, login, jar = new Map()) => walk({ issuer, asked, jar }, url, login);
  return { issuer, port, unverified, asked, register, signIn, close: () => void server.close() };
}

/** Follows redirects and fills in the forms of login and consent, with a cookie jar, until it is sent elsewhere. */
async function walk(
  { issuer, asked, jar }: Pick<OidcPeer, 'issuer' | 'asked'> & { readonly jar: Map<string, string> },
  from: string,
  login: string,
): Promise<URL> {
  let next = new URL(from);
  let body: URLSearchParams | null = null;
  for (let step = 0; step < 15; step++) {
    if (next.origin !== issuer) return next;
    const answer: Response = await fetch(next, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { body } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    body = null;
    const location = answer.headers.get('location');
    if (location) {
      next = new URL(location, next);
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    if (!action) throw new Error(`The provider showed: ${page.replace(/<[^>]+>/g, ' ').slice(0, 300)}`);
    next = new URL(action, next);
    if (page.includes('value="login"')) asked.count += 1;
    body = new URLSearchParams(page.includes('value="login"') ? { prompt: 'login', login, password: 'any' } : { prompt: 'consent' });
  }
  throw new Error('The provider leads on and on.');
}
