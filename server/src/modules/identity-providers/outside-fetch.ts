import type { CustomFetch } from 'openid-client';
import type { Outbound, OutsideRequest } from '../../kernel/outbound/fetch-outside.ts';
import { OutsideError } from '../../kernel/outbound/outside-error.ts';
import { isSafeAddress } from './identity-providers.rules.ts';

const MAX_BYTES = 512 * 1024;

/**
 * `fetch` for openid-client, through the guard: a provider's own documents name further addresses (tokens, keys), and these are as
 * much somebody else's word as the first one.
 */
export const fetchThrough =
  (outbound: Outbound): CustomFetch =>
  async (url, options) => {
    if (!isSafeAddress(url)) throw new OutsideError('scheme', 'The provider names an address that is not encrypted.');
    const body = options.body === undefined || options.body === null ? {} : { body: String(options.body) };
    const answer = await outbound.fetch(url, {
      method: options.method as NonNullable<OutsideRequest['method']>,
      headers: Object.fromEntries(new Headers(options.headers)),
      ...body,
      maxBytes: MAX_BYTES,
    });
    const bytes = await answer.bytes();
    return new Response(bytes.length > 0 ? new Uint8Array(bytes) : null, { status: answer.status, headers: answer.headers });
  };
