import { Type } from 'typebox';
import { SessionView } from '../access/shapes.ts';
import { route } from '../kernel/route.ts';
import { ById, Email, Id, Nothing, Nullable } from '../kernel/shapes.ts';
import { IdentityProvider, IdentityProviderPatch, NewIdentityProvider, ProviderFinding, ProviderOffer, SamlMetadata } from './shapes.ts';

const reach =
  'Master administrators. Whoever works for certain companies only sees and changes the providers of these companies, and no provider for all.';
const wrong = [
  'provider.incomplete',
  'provider.certificateUnreadable',
  'provider.addressRefused',
  'provider.secretAgain',
  'provider.trustNeedsCompany',
] as const;

export const list = route({
  id: 'identityProviders.list',
  method: 'GET',
  path: '/identity-providers',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  reply: { tech: Type.Object({ items: Type.Array(IdentityProvider) }) },
  errors: [],
  summary: 'Identity providers',
  description: `All of them in their order (at most 500). ${reach}`,
});
export const get = route({
  id: 'identityProviders.get',
  method: 'GET',
  path: '/identity-providers/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: IdentityProvider },
  errors: ['provider.notFound'],
  summary: 'One identity provider',
  description: `With the addresses to copy into it. ${reach}`,
});
export const create = route({
  id: 'identityProviders.create',
  method: 'POST',
  path: '/identity-providers',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 201,
  body: NewIdentityProvider,
  versioned: true,
  reply: { tech: IdentityProvider },
  errors: ['provider.nameTaken', 'company.notFound', 'role.restricted', ...wrong],
  summary: 'Add an identity provider',
  description: `It may be incomplete as long as it is not enabled: some addresses exist only after it was added. ${reach}`,
});
export const update = route({
  id: 'identityProviders.update',
  method: 'PATCH',
  path: '/identity-providers/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  params: ById,
  body: IdentityProviderPatch,
  versioned: true,
  reply: { tech: IdentityProvider },
  errors: ['provider.notFound', 'provider.nameTaken', 'role.restricted', 'version.conflict', ...wrong],
  summary: 'Change an identity provider',
  description: `Disabling it, or changing whom it trusts, makes all it has proven worthless at the next request. ${reach}`,
});
export const remove = route({
  id: 'identityProviders.delete',
  method: 'DELETE',
  path: '/identity-providers/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  versioned: true,
  reply: { tech: Nothing },
  errors: ['provider.notFound', 'role.restricted', 'version.conflict'],
  summary: 'Remove an identity provider',
  description: `As disabling it, for good. ${reach}`,
});

export const test = route({
  id: 'identityProviders.test',
  method: 'POST',
  path: '/identity-providers/{id}/test',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  params: ById,
  reply: { tech: Type.Object({ findings: Type.Array(ProviderFinding) }) },
  errors: ['provider.notFound'],
  summary: 'Try an identity provider out',
  description: `Asks the provider what can be asked without signing in, and says what it found. ${reach}`,
});
export const importMetadata = route({
  id: 'identityProviders.readMetadata',
  method: 'POST',
  path: '/identity-providers/saml-metadata',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  body: Type.Object(
    {
      xml: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000_000 })),
      url: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
  reply: { tech: SamlMetadata },
  errors: ['metadata.unreadable', 'metadata.unreachable', 'provider.certificateUnreadable'],
  summary: 'Read SAML metadata',
  description: 'For the form: pasted, or from an address. Saves nothing. At most a megabyte, without DOCTYPE. Master administrators.',
});

const returnPath = Type.Optional(
  Type.String({ maxLength: 500, description: 'Path to go to afterwards; anything but a local path is ignored' }),
);
const Offers = Type.Object({ items: Type.Array(ProviderOffer) });
const Entered = Type.Object({ session: SessionView, returnPath: Nullable(Type.String()) });
const Away = Type.Object({ url: Type.String({ description: 'Where the browser goes next' }) });

export const offers = route({
  id: 'signIn.providers',
  method: 'GET',
  path: '/sign-in/providers',
  permission: 'public',
  scope: null,
  tx: 'none',
  limit: 'sign-in.offers',
  query: Type.Object({ domain: Type.Optional(Type.String({ maxLength: 253, description: 'What follows the @ of an address' })) }),
  reply: { anyone: Offers, contact: Offers, tech: Offers },
  errors: ['limit.exceeded'],
  summary: 'Providers to sign in with',
  description: 'Those for everybody, and those of the companies that have this domain; it never asks whether an address is known.',
});
export const start = route({
  id: 'signIn.provider',
  method: 'POST',
  path: '/sign-in/providers/{id}',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  params: ById,
  body: Type.Object({ email: Type.Optional(Email), returnPath }, { additionalProperties: false }),
  reply: { anyone: Away, contact: Away, tech: Away },
  errors: ['provider.notFound', 'provider.unreachable', 'limit.exceeded'],
  summary: 'Begin to sign in at a provider',
  description: 'Binds the way out and back to this browser, for ten minutes and once.',
});
export const finishSaml = route({
  id: 'signIn.saml',
  method: 'POST',
  path: '/sign-in/saml',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ providerId: Id, token: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
  reply: { anyone: Entered, contact: Entered, tech: Entered },
  errors: ['provider.notFound', 'provider.stateInvalid', 'provider.notAskedAnew', 'limit.exceeded'],
  summary: 'Come back from a SAML provider',
  description: 'With the token that the assertion consumer service gave to the browser: once, for two minutes, where sign-in began.',
});
export const finishOidc = route({
  id: 'signIn.oidc',
  method: 'POST',
  path: '/sign-in/oidc',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    { providerId: Id, response: Type.String({ maxLength: 8000, description: 'The query with which the provider sent the browser back' }) },
    { additionalProperties: false },
  ),
  reply: { anyone: Entered, contact: Entered, tech: Entered },
  errors: [
    'provider.notFound',
    'provider.unreachable',
    'provider.stateInvalid',
    'provider.notAskedAnew',
    'provider.declined',
    'provider.consentMissing',
    'provider.answerInvalid',
    'provider.emailUnverified',
    'provider.tenantRefused',
    'limit.exceeded',
  ],
  summary: 'Come back from an OpenID Connect provider',
  description: 'Works once, in the browser that began. `provider.consentMissing` carries the consent link as a field.',
});
