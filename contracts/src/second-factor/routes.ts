import { Type } from 'typebox';
import { SessionView } from '../access/shapes.ts';
import { route } from '../kernel/route.ts';
import { ById, Id, Nothing } from '../kernel/shapes.ts';
import { RecoveryCodes, SecondCode, SecondFactor, SetUp, SignInMeans } from './shapes.ts';

const Confirmed = Type.Object({ session: SessionView, recoveryCodes: RecoveryCodes });
const Codes = Type.Object({ recoveryCodes: RecoveryCodes });

export const proveSecondFactor = route({
  id: 'secondFactor.prove',
  method: 'POST',
  path: '/session/second-factor',
  permission: 'proven',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ accountId: Id, code: SecondCode }, { additionalProperties: false }),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['account.notFound', 'proof.missing', 'secondFactor.wrong', 'secondFactor.used', 'limit.exceeded'],
  summary: 'Show the second factor',
  description: 'A code of the authenticator app, or a recovery code, of one account, after its first proof. Each works once.',
});
export const startSecondFactor = route({
  id: 'secondFactor.start',
  secretReply: true,
  method: 'POST',
  path: '/session/second-factor/start',
  permission: 'proven',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ accountId: Id, password: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false }),
  reply: { anyone: SetUp, contact: SetUp, tech: SetUp },
  errors: [
    'account.notFound',
    'proof.missing',
    'proof.tooOld',
    'proof.secondTooOld',
    'password.wrong',
    'secondFactor.exists',
    'limit.exceeded',
  ],
  summary: 'Begin to set up a second factor',
  description:
    'For the account the session is in, or one whose rules ask for a second factor it does not have yet. Needs a proof of the last 15 minutes, or the current password.',
});
export const confirmSecondFactor = route({
  id: 'secondFactor.confirm',
  method: 'POST',
  path: '/session/second-factor/confirm',
  permission: 'proven',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    { accountId: Id, code: SecondCode, password: Type.Optional(Type.String({ maxLength: 200 })) },
    { additionalProperties: false },
  ),
  reply: { anyone: Confirmed, contact: Confirmed, tech: Confirmed },
  errors: [
    'account.notFound',
    'proof.missing',
    'proof.tooOld',
    'proof.secondTooOld',
    'password.wrong',
    'secondFactor.exists',
    'secondFactor.notStarted',
    'secondFactor.wrong',
    'limit.exceeded',
  ],
  summary: 'Finish setting up a second factor',
  description: 'With a code of the app. From now on every session of the account needs it. The recovery codes are shown this once.',
});
export const getSecondFactor = route({
  id: 'secondFactor.get',
  method: 'GET',
  path: '/me/second-factor',
  permission: 'signed-in',
  scope: null,
  tx: 'none',
  reply: { contact: SecondFactor, tech: SecondFactor },
  errors: [],
  summary: 'My second factor',
  description: 'Whether I have one, and how many recovery codes are left.',
});
export const renewRecoveryCodes = route({
  id: 'secondFactor.renewCodes',
  method: 'POST',
  path: '/me/second-factor/recovery-codes',
  secretReply: true,
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  status: 200,
  limit: 'sign-in',
  body: Type.Object({ code: SecondCode }, { additionalProperties: false }),
  reply: { contact: Codes, tech: Codes },
  errors: ['secondFactor.wrong', 'secondFactor.used', 'limit.exceeded'],
  summary: 'New recovery codes',
  description: 'Needs a code of the app, or one recovery code. The codes from before are worth nothing.',
});
export const removeSecondFactor = route({
  id: 'secondFactor.remove',
  method: 'POST',
  path: '/me/second-factor/remove',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  status: 200,
  limit: 'sign-in',
  body: Type.Object({ code: SecondCode }, { additionalProperties: false }),
  reply: { contact: SecondFactor, tech: SecondFactor },
  errors: ['secondFactor.wrong', 'secondFactor.used', 'limit.exceeded'],
  summary: 'Remove my second factor',
  description: 'Needs a code of the app, or a recovery code. Where the rules ask for one, it is to be set up anew before going on.',
});
export const getSignInMeans = route({
  id: 'signInMeans.get',
  method: 'GET',
  path: '/accounts/{id}/sign-in-means',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  reply: { tech: SignInMeans },
  errors: ['account.notFound'],
  summary: 'How somebody can sign in',
  description: 'Contacts an administrator may see; of techs, master administrators only.',
});
export const resetSecondFactor = route({
  id: 'secondFactor.reset',
  method: 'DELETE',
  path: '/accounts/{id}/second-factor',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  reply: { tech: Nothing },
  errors: ['account.notFound', 'secondFactor.own'],
  summary: 'Reset somebody’s second factor',
  description:
    'For a person who lost the device and the recovery codes: both are removed and all sessions of the account end. Contacts an administrator may see; of techs, master administrators only. One’s own is removed in the profile.',
});
