import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/errors.ts';
import { anonymous } from '../../kernel/http/authenticate.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { findProvider } from './identity-providers.store.ts';
import { acceptAssertion, prepareAssertion } from './operations/accept-assertion.ts';
import { redirectUri } from './provider-addresses.rules.ts';
import { spMetadata } from './saml-client.ts';

const MAX_FORM = 512 * 1024;
/** A post from another site brings no cookie of ours, and whoever it says it is would not be believed. */
const NOBODY = { actor: anonymous, credential: { kind: 'none', id: null, name: null } } as const;

/**
 * Where SAML providers send browsers to. Such a request comes from another site, so the guard against forged requests would refuse it
 * and cookies stay at home. Its answer is a way on to our own page with a token in the fragment; only that page, in the browser that
 * asked, turns the token into a session.
 */
export function ssoPages(fastify: FastifyInstance, kernel: RawKernel): void {
  fastify.get('/sso/saml/:id/metadata', async (request, reply) => {
    const ctx = kernel.contextOf(request, reply, NOBODY);
    const provider = await findProvider(kernel.db, idOf(request));
    if (provider?.kind !== 'saml') return reply.callNotFound();
    return reply.type('application/samlmetadata+xml; charset=utf-8').send(spMetadata(ctx.services.config, provider));
  });
  fastify.register(async (forms) => {
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    forms.post('/sso/saml/:id/acs', { bodyLimit: MAX_FORM }, (request, reply) => receive(kernel, request, reply));
  });
}

async function receive(kernel: RawKernel, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = kernel.contextOf(request, reply, NOBODY);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const providerId = idOf(request);
  const page = redirectUri(ctx.services.config, providerId);
  reply.header('Cache-Control', 'no-store');
  try {
    const input = { providerId, response: form.get('SAMLResponse') ?? '', relayState: form.get('RelayState') };
    const judged = await prepareAssertion(ctx, input);
    const token = await kernel.write(request, reply, NOBODY, (writing) => acceptAssertion(writing, { ...input, judged }));
    return reply.redirect(`${page}#token=${token}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return reply.redirect(`${page}#error=${encodeURIComponent(error.code)}`, 303);
  }
}

const idOf = (request: FastifyRequest): number => {
  const text = (request.params as { id: string }).id;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
};
