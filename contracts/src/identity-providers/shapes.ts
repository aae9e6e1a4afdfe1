import { type Static, Type } from 'typebox';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

export const PROVIDER_KINDS = ['oidc', 'entra', 'saml'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];
export const PROVIDER_SCOPES = ['staff', 'contacts', 'company'] as const;
export type ProviderScope = (typeof PROVIDER_SCOPES)[number];

const line = (maxLength: number, description: string) => Type.String({ maxLength, description });
const settings = {
  issuer: line(500, 'OpenID Connect: address of the provider, from which everything else is discovered'),
  clientId: line(300, 'OpenID Connect and Entra: id of this application at the provider'),
  scopes: line(300, 'OpenID Connect: what is asked for, `openid` among it'),
  emailClaim: line(100, 'OpenID Connect: the claim that holds the address'),
  trustsEmail: Type.Boolean({
    description:
      'OpenID Connect: addresses count without `email_verified`; for a company’s own provider only, whose proofs reach no further',
  }),
  authority: line(300, 'Entra: the cloud’s sign-in address; national clouds have their own'),
  graphUrl: line(300, 'Entra: the cloud’s Microsoft Graph; empty = the one that belongs to the authority'),
  tenants: Type.Array(Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }), {
    maxItems: 200,
    description: 'Entra: the tenants that are let in; empty = every tenant, for contacts only',
  }),
  readsGraph: Type.Boolean({ description: 'Entra: ask Microsoft Graph for the verified domains and further addresses (needs User.Read)' }),
  entityId: line(500, 'SAML: entity id of the identity provider'),
  ssoUrl: line(1000, 'SAML: where sign-in begins (HTTP-Redirect)'),
  certificates: Type.Array(Type.String({ maxLength: 10_000 }), {
    maxItems: 5,
    description: 'SAML: signing certificates, PEM; several while the provider changes over',
  }),
  allowsIdpInitiated: Type.Boolean({ description: 'SAML: also accept answers nobody here asked for' }),
  emailAttribute: line(200, 'SAML: the attribute that holds the address; empty = the NameID'),
};
/** One shape for all kinds; a kind reads its own. */
export const ProviderSettings = Type.Object(settings);
export type ProviderSettings = Static<typeof ProviderSettings>;
export const ProviderSettingsPatch = Type.Partial(ProviderSettings, { additionalProperties: false });

/** What is to be copied into the provider’s own settings. */
export const ProviderAddresses = Type.Object({
  redirectUri: Type.String({ description: 'OpenID Connect and Entra: redirect URI' }),
  acsUrl: Type.String({ description: 'SAML: assertion consumer service, HTTP-POST' }),
  entityId: Type.String({ description: 'SAML: our entity id, which is the address of our metadata' }),
  consentUrl: Nullable(Type.String({ description: 'Entra: where a tenant’s administrator gives consent' })),
});

/** For administrators; the client secret never leaves. */
export const IdentityProvider = Type.Object({
  id: Id,
  kind: Words(PROVIDER_KINDS),
  name: Type.String(),
  buttonText: Type.String({ description: 'Empty = the name' }),
  scope: Words(PROVIDER_SCOPES),
  company: Nullable(CompanyRef),
  enabled: Type.Boolean(),
  position: Type.Integer(),
  settings: ProviderSettings,
  hasSecret: Type.Boolean(),
  addresses: ProviderAddresses,
  createdAt: Instant,
  updatedAt: Instant,
  version: Version,
});
export type IdentityProvider = Static<typeof IdentityProvider>;

const fields = {
  buttonText: Type.Optional(Type.String({ maxLength: 60 })),
  enabled: Type.Optional(Type.Boolean()),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  settings: Type.Optional(ProviderSettingsPatch),
  clientSecret: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 2000, description: 'Kept sealed; null removes it' }))),
};
const Name = Type.String({ minLength: 1, maxLength: 100 });
export const NewIdentityProvider = Type.Object(
  {
    kind: Words(PROVIDER_KINDS),
    name: Name,
    scope: Words(PROVIDER_SCOPES),
    companyId: Type.Optional(Nullable(Id)),
    ...fields,
  },
  { additionalProperties: false },
);
/** Kind, scope and company stay: what was proven under them would mean something else. */
export const IdentityProviderPatch = Type.Object({ name: Type.Optional(Name), ...fields }, { additionalProperties: false });

/** What an identity provider publishes about itself, as far as it is needed here. */
export const SamlMetadata = Type.Object({ entityId: Type.String(), ssoUrl: Type.String(), certificates: Type.Array(Type.String()) });
export type SamlMetadata = Static<typeof SamlMetadata>;

/** What a try-out found, in the order it was tried. */
export const ProviderFinding = Type.Object({
  level: Words(['good', 'warn', 'bad']),
  code: Type.String({ description: 'Stable, `certificate.expired`' }),
  detail: Type.String({ description: 'A sentence in English' }),
});
export type ProviderFinding = Static<typeof ProviderFinding>;

/** A button of the sign-in page. */
export const ProviderOffer = Type.Object({ id: Id, kind: Words(PROVIDER_KINDS), text: Type.String() });
export type ProviderOffer = Static<typeof ProviderOffer>;
