import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable } from '../kernel/shapes.ts';

/** Binary parts of the WebAuthn ceremonies, as browsers write them in JSON. */
const Base64Url = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' });

export const PasskeyName = Type.String({ minLength: 1, maxLength: 100 });
export const Passkey = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  isSynced: Type.Boolean({ description: 'Kept by a password manager on several devices, rather than on one device or key' }),
});
export type Passkey = Static<typeof Passkey>;

export const MyPasskeys = Type.Object({
  items: Type.Array(Passkey, { description: 'At most ten' }),
  isOffered: Type.Boolean({ description: 'Do the rules let this account sign in with one?' }),
  isSuitable: Type.Boolean({ description: 'Browsers keep passkeys for the public address: it has a name, and is reached over https' }),
});

/** What a browser needs to ask for a passkey; the format is that of WebAuthn. */
export const RequestOptions = Type.Object({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: Type.Literal('required'),
  allowCredentials: Type.Array(Type.Object({ id: Type.String(), type: Type.Literal('public-key'), transports: Type.Array(Type.String()) })),
});
/** What a browser needs to make one. */
export const CreationOptions = Type.Object({
  challenge: Type.String(),
  rp: Type.Object({ id: Type.String(), name: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Integer(),
  attestation: Type.Literal('none'),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('required'),
    requireResidentKey: Type.Boolean(),
    userVerification: Type.Literal('required'),
  }),
  excludeCredentials: RequestOptions.properties.allowCredentials,
});

/** What a browser answers when a passkey was made. */
export const NewCredential = Type.Object(
  {
    id: Base64Url(1400),
    clientDataJSON: Base64Url(4000),
    attestationObject: Base64Url(20_000),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
  },
  { additionalProperties: false },
);
export type NewCredential = Static<typeof NewCredential>;
/** And when one was used. */
export const Assertion = Type.Object(
  {
    id: Base64Url(1400),
    clientDataJSON: Base64Url(4000),
    authenticatorData: Base64Url(4000),
    signature: Base64Url(4000),
    userHandle: Type.Optional(Base64Url(100)),
  },
  { additionalProperties: false },
);
export type Assertion = Static<typeof Assertion>;

/** For changing how one gets in, when what the session has shown is older than 15 minutes. */
export const OwnerProof = {
  password: Type.Optional(Type.String({ maxLength: 200 })),
  code: Type.Optional(Type.String({ maxLength: 40, description: 'Of the authenticator app, or a recovery code' })),
};
