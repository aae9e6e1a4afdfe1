/** The part of oidc-provider that the tests' peer uses; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(
      issuer: string,
      options: {
        clients: { client_id: string; client_secret: string; redirect_uris: string[] }[];
        claims: Record<string, string[]>;
        pkce: { required: () => boolean };
        cookies: { keys: string[] };
        ttl: Record<string, number>;
        findAccount: (
          context: unknown,
          sub: string,
        ) => Promise<{ accountId: string; claims: () => Promise<{ sub: string; [claim: string]: unknown }> }>;
      },
    );
    callback(): RequestListener;
  }
}
