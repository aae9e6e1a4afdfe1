import type { importMetadata as contract } from '@portico/contracts/identity-providers/routes.ts';
import type { SamlMetadata } from '@portico/contracts/identity-providers/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField, Refusal } from '../../../kernel/errors.ts';
import { OutsideError } from '../../../kernel/outbound/outside-error.ts';
import { isSafeAddress } from '../identity-providers.rules.ts';
import { MAX_METADATA } from '../saml.rules.ts';
import { readMetadata } from '../saml-metadata.ts';

/** Reads the metadata that were pasted or are published, for the form; nothing is saved. */
export async function importMetadata(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<SamlMetadata> {
  const { xml, url } = input.body;
  if ((xml === undefined) === (url === undefined)) throw invalidField('xml', 'required', 'Give either the metadata or their address.');
  return readMetadata(xml !== undefined ? Buffer.from(xml) : await fetched(ctx, url ?? ''));
}

async function fetched(ctx: Ctx, url: string): Promise<Buffer> {
  const refused = (why: string) =>
    new Refusal(422, 'metadata.unreachable', why, { fields: [{ path: 'url', code: 'unreachable', message: why }] });
  if (!isSafeAddress(url)) throw refused('Use an address that begins with https://.');
  try {
    const answer = await ctx.services.outbound.fetch(url, {
      redirects: 3,
      maxBytes: MAX_METADATA,
      headers: { accept: 'application/samlmetadata+xml, */*' },
    });
    if (answer.status !== 200) throw refused(`The address answered with ${answer.status} instead of metadata.`);
    return await answer.bytes();
  } catch (error) {
    if (error instanceof OutsideError) throw refused(error.message);
    throw error;
  }
}
