import { Type } from 'typebox';
import { SessionView } from '../access/shapes.ts';
import { route } from '../kernel/route.ts';
import { ById, Id, Instant, Nothing } from '../kernel/shapes.ts';
import { Assertion, CreationOptions, MyPasskeys, NewCredential, OwnerProof, Passkey, PasskeyName, RequestOptions } from './shapes.ts';

const OWNER = [
  'proof.tooOld',
  'proof.secondTooOld',
  'password.wrong',
  'secondFactor.wrong',
  'secondFactor.used',
  'limit.exceeded',
] as const;
const Asked = Type.Object({ options: RequestOptions, expiresAt: Instant });
const Begun = Type.Object({ options: CreationOptions, expiresAt: Instant });
const Added = Type.Object({ passkey: Passkey, session: SessionView });

export const startSignIn = route({
  id: 'passkeys.startSignIn',
  method: 'POST',
  path: '/sign-in/passkey/start',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ accountId: Type.Optional(Id) }, { additionalProperties: false }),
  reply: { anyone: Asked, contact: Asked, tech: Asked },
  errors: ['signIn.methodOff', 'passkey.unsuitableAddress', 'session.required', 'account.notFound', 'proof.missing', 'limit.exceeded'],
  summary: 'Ask for a passkey',
  description:
    'A challenge for one sign-in in this browser. With `accountId` only passkeys of that account are asked for; the session must have shown its first proof.',
});
export const signIn = route({
  id: 'passkeys.signIn',
  method: 'POST',
  path: '/sign-in/passkey',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ credential: Assertion }, { additionalProperties: false }),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['passkey.expired', 'passkey.refused', 'passkey.copied', 'signIn.methodOff', 'limit.exceeded'],
  summary: 'Sign in with a passkey',
  description:
    'Proves the account the passkey was registered for, and no other; it counts as two factors, because the device has verified its user. Unknown and removed passkeys get the same answer.',
});
export const start = route({
  id: 'passkeys.start',
  method: 'POST',
  path: '/session/passkeys/start',
  permission: 'proven',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ accountId: Id, ...OwnerProof }, { additionalProperties: false }),
  reply: { anyone: Begun, contact: Begun, tech: Begun },
  errors: [
    'account.notFound',
    'proof.missing',
    'signIn.methodOff',
    'passkey.tooMany',
    'passkey.unsuitableAddress',
    'session.required',
    ...OWNER,
  ],
  summary: 'Begin to register a passkey',
  description:
    'For the account the session is in, or one whose rules ask for a second factor it does not have yet. Needs proofs of the last 15 minutes, or the current password and, where there is an authenticator app, a code of it.',
});
export const add = route({
  id: 'passkeys.add',
  method: 'POST',
  path: '/session/passkeys',
  permission: 'proven',
  scope: null,
  tx: 'write',
  status: 201,
  limit: 'sign-in',
  body: Type.Object({ credential: NewCredential, name: Type.Optional(PasskeyName) }, { additionalProperties: false }),
  reply: { anyone: Added, contact: Added, tech: Added },
  errors: ['passkey.expired', 'passkey.invalid', 'passkey.exists', 'passkey.tooMany', 'account.notFound', 'limit.exceeded'],
  summary: 'Register a passkey',
  description: 'Finishes what was begun in this session. The person is told by mail.',
});
export const list = route({
  id: 'passkeys.list',
  method: 'GET',
  path: '/me/passkeys',
  permission: 'signed-in',
  scope: null,
  tx: 'none',
  reply: { contact: MyPasskeys, tech: MyPasskeys },
  errors: [],
  summary: 'My passkeys',
  description: 'Those of the signed-in account, oldest first.',
});
export const rename = route({
  id: 'passkeys.rename',
  method: 'PATCH',
  path: '/me/passkeys/{id}',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  params: ById,
  body: Type.Object({ name: PasskeyName }, { additionalProperties: false }),
  reply: { contact: Passkey, tech: Passkey },
  errors: ['passkey.notFound'],
  summary: 'Rename a passkey',
  description: 'One of my own.',
});
export const remove = route({
  id: 'passkeys.remove',
  method: 'POST',
  path: '/me/passkeys/{id}/remove',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  status: 204,
  limit: 'sign-in',
  params: ById,
  body: Type.Object(OwnerProof, { additionalProperties: false }),
  reply: { contact: Nothing, tech: Nothing },
  errors: ['passkey.notFound', 'passkey.onlyWay', 'proof.missing', ...OWNER],
  summary: 'Remove a passkey',
  description: 'One of my own. Other sessions that it opened ask anew. Refused when nothing else is left to sign in with.',
});
export const removeFor = route({
  id: 'passkeys.removeFor',
  method: 'DELETE',
  path: '/accounts/{id}/passkeys/{passkeyId}',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: Type.Object({ id: Id, passkeyId: Id }),
  reply: { tech: Nothing },
  errors: ['account.notFound', 'passkey.notFound', 'passkey.own'],
  summary: 'Remove somebody’s passkey',
  description:
    'For a lost or stolen device: all sessions of the account end, and the person is told by mail. Contacts an administrator may see; of techs, master administrators only. One’s own are removed in the profile.',
});
