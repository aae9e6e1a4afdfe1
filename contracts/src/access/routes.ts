import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Email, Id, Instant, Nothing, Page, Paging, Words } from '../kernel/shapes.ts';
import { SignInMethod } from '../sign-in-rules/shapes.ts';
import { AccessSettings, AccessSettingsPatch } from './settings.ts';
import { ApiKeyItem, ATTEMPT_METHODS, ATTEMPT_RESULTS, Challenge, NewApiKey, SessionItem, SessionView, SignInAttempt } from './shapes.ts';

const ReturnPath = Type.Optional(
  Type.String({ maxLength: 500, description: 'Path to go to afterwards; anything but a local path is ignored' }),
);

export const startSignIn = route({
  id: 'signIn.start',
  method: 'POST',
  path: '/sign-in/start',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    {
      email: Email,
      returnPath: ReturnPath,
      locale: Type.Optional(Type.String({ maxLength: 10 })),
      method: Type.Optional(SignInMethod),
    },
    { additionalProperties: false },
  ),
  reply: { anyone: Challenge, contact: Challenge, tech: Challenge },
  errors: ['signIn.methodOff', 'limit.exceeded'],
  summary: 'Ask how to sign in, and for a code by mail',
  description:
    'Sends a code when `method` is `email`, or when it is absent and mail is the first choice. Answers the same for known and unknown addresses, in words, status and time.',
});
export const signInByCode = route({
  id: 'signIn.code',
  method: 'POST',
  path: '/sign-in/code',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    { challengeId: Type.String({ maxLength: 100 }), code: Type.String({ maxLength: 20 }) },
    { additionalProperties: false },
  ),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['code.wrong', 'code.expired', 'code.used', 'limit.exceeded'],
  summary: 'Sign in with the code',
  description: 'Sets the session cookie. The code works only in the browser that asked for it.',
});
export const signInByLink = route({
  id: 'signIn.link',
  method: 'POST',
  path: '/sign-in/link',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ token: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
  reply: {
    anyone: Type.Object({ session: SessionView, returnPath: Type.Union([Type.String(), Type.Null()]) }),
    contact: Type.Object({ session: SessionView, returnPath: Type.Union([Type.String(), Type.Null()]) }),
    tech: Type.Object({ session: SessionView, returnPath: Type.Union([Type.String(), Type.Null()]) }),
  },
  errors: ['link.invalid', 'link.expired', 'link.used', 'limit.exceeded'],
  summary: 'Sign in with the link',
  description: 'Called by the page behind the link after a click, so that mail scanners do not use it up.',
});
export const signInByPassword = route({
  id: 'signIn.password',
  method: 'POST',
  path: '/sign-in/password',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object({ email: Email, password: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['password.wrong', 'limit.exceeded'],
  summary: 'Sign in with a password',
  description: 'Proves only the accounts whose password it is, not the e-mail address.',
});
export const getSession = route({
  id: 'session.get',
  method: 'GET',
  path: '/session',
  permission: 'proven',
  scope: null,
  tx: 'none',
  whenImpersonated: 'allowed',
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: [],
  summary: 'The session and where it may go',
  description: 'Destinations are the portals and companies the proven e-mail opens, last used first.',
});
export const chooseAccount = route({
  id: 'session.choose',
  method: 'POST',
  path: '/session/account',
  permission: 'proven',
  scope: null,
  tx: 'write',
  body: Type.Object({ accountId: Id }, { additionalProperties: false }),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['proof.missing', 'secondFactor.setUpNeeded', 'account.notFound'],
  summary: 'Enter or switch to an account',
  description:
    'Asks only for a proof that is missing (403 proof.missing names the methods). Open pages of the account left behind refuse to write.',
});
export const createMyContact = route({
  id: 'session.createContact',
  method: 'POST',
  path: '/session/contact',
  permission: 'proven',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      phone: Type.Optional(Type.String({ maxLength: 50 })),
      locale: Type.Optional(Type.String({ maxLength: 10 })),
    },
    { additionalProperties: false },
  ),
  reply: { anyone: SessionView, contact: SessionView, tech: SessionView },
  errors: ['contactCreation.notOffered', 'limit.exceeded'],
  summary: 'Become a contact at the first sign-in',
  description:
    'For a session that has proven an address nobody has, by code or link, where the rules of the workspace make a contact of it (`needsProfile` of the session). Enters the new account.',
});
export const signOut = route({
  id: 'session.end',
  method: 'DELETE',
  path: '/session',
  permission: 'proven',
  scope: null,
  tx: 'write',
  status: 204,
  reply: { anyone: Nothing, contact: Nothing, tech: Nothing },
  errors: [],
  summary: 'Sign out',
  description: 'Ends this session and its sockets.',
});
export const listSessions = route({
  id: 'me.sessions',
  method: 'GET',
  path: '/me/sessions',
  permission: 'signed-in',
  scope: null,
  tx: 'none',
  reply: { contact: Type.Object({ items: Type.Array(SessionItem) }), tech: Type.Object({ items: Type.Array(SessionItem) }) },
  errors: [],
  summary: 'My sessions',
  description: 'Open sessions of the signed-in account, newest first (at most 100).',
});
export const revokeSession = route({
  id: 'me.revokeSession',
  method: 'DELETE',
  path: '/me/sessions/{id}',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  reply: { contact: Nothing, tech: Nothing },
  errors: ['session.notFound'],
  summary: 'End one of my sessions',
  description: 'Its next request and its sockets are refused at once.',
});
export const revokeOtherSessions = route({
  id: 'me.revokeOtherSessions',
  method: 'DELETE',
  path: '/me/sessions',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  status: 204,
  reply: { contact: Nothing, tech: Nothing },
  errors: [],
  summary: 'End all my other sessions',
  description: 'Keeps the session that calls.',
});
export const listApiKeys = route({
  id: 'apiKeys.list',
  method: 'GET',
  path: '/api-keys',
  permission: 'tech',
  scope: null,
  tx: 'none',
  reply: { tech: Type.Object({ items: Type.Array(ApiKeyItem) }) },
  errors: [],
  summary: 'My API keys',
  description: 'Keys of the signed-in tech.',
});
export const createApiKey = route({
  id: 'apiKeys.create',
  secretReply: true,
  method: 'POST',
  path: '/api-keys',
  permission: 'tech',
  scope: null,
  tx: 'write',
  status: 201,
  body: NewApiKey,
  reply: { tech: Type.Object({ key: ApiKeyItem, token: Type.String({ description: 'Shown once' }) }) },
  errors: ['key.actAsNeedsAdmin'],
  summary: 'Create an API key',
  description: 'The token is shown once and stored hashed. Acting as others needs an administrator.',
});
export const revokeApiKey = route({
  id: 'apiKeys.revoke',
  method: 'DELETE',
  path: '/api-keys/{id}',
  permission: 'tech',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  reply: { tech: Nothing },
  errors: ['key.notFound'],
  summary: 'Revoke an API key',
  description: 'One of my own; works at once.',
});
export const listSignInAttempts = route({
  id: 'signInAttempts.list',
  method: 'GET',
  path: '/sign-in-attempts',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({
    ...Paging,
    q: Type.Optional(Type.String({ maxLength: 254 })),
    result: Type.Optional(Words(ATTEMPT_RESULTS)),
    method: Type.Optional(Type.Array(Words(ATTEMPT_METHODS), { maxItems: ATTEMPT_METHODS.length })),
    kind: Type.Optional(Words(['contact', 'tech', 'unknown'])),
    accountId: Type.Optional(Id),
    companyId: Type.Optional(Id),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
  }),
  reply: { tech: Page(SignInAttempt) },
  errors: ['cursor.invalid'],
  summary: 'Sign-in log',
  description:
    'Every attempt to sign in, newest first; `q` matches the beginning of the address. Attempts with addresses of techs are shown to master administrators only, those of contacts within the companies an administrator may see.',
});

export const listAccountSessions = route({
  id: 'accounts.sessions',
  method: 'GET',
  path: '/accounts/{id}/sessions',
  permission: 'admin',
  scope: null,
  tx: 'none',
  params: ById,
  reply: { tech: Type.Object({ items: Type.Array(SessionItem) }) },
  errors: ['account.notFound', 'sessions.notAllowed'],
  summary: 'Where somebody is signed in',
  description: 'Open sessions of a contact within the companies an administrator may see; of a tech for master administrators.',
});
export const endAccountSession = route({
  id: 'accounts.endSession',
  method: 'DELETE',
  path: '/accounts/{id}/sessions/{sessionId}',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: Type.Object({ id: Id, sessionId: Id }),
  reply: { tech: Nothing },
  errors: ['account.notFound', 'sessions.notAllowed', 'session.notFound'],
  summary: 'End one of somebody’s sessions',
  description: 'Its next request and its sockets are refused at once, and its page is told that an administrator did it.',
});
export const endAccountSessions = route({
  id: 'accounts.endSessions',
  method: 'DELETE',
  path: '/accounts/{id}/sessions',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  reply: { tech: Nothing },
  errors: ['account.notFound', 'sessions.notAllowed'],
  summary: 'End all of somebody’s sessions',
  description: 'Also sessions of the same address that have chosen no account yet. The session that calls stays.',
});
export const getAccessSettings = route({
  id: 'accessSettings.get',
  method: 'GET',
  path: '/access-settings',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  reply: { tech: AccessSettings },
  errors: [],
  summary: 'Sessions, sign-in log and impersonation: settings',
  description: 'How long sessions of each role last, how long the sign-in log is kept, and the limits of impersonation.',
});
export const updateAccessSettings = route({
  id: 'accessSettings.update',
  method: 'PATCH',
  path: '/access-settings',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  body: AccessSettingsPatch,
  reply: { tech: AccessSettings },
  errors: [],
  summary: 'Change these settings',
  description: 'Counts at the next request of every session. Roles that are not named stay as they are.',
});

export const getSetup = route({
  id: 'setup.get',
  method: 'GET',
  path: '/setup',
  permission: 'public',
  scope: null,
  tx: 'none',
  reply: {
    anyone: Type.Object({ needed: Type.Boolean() }),
    contact: Type.Object({ needed: Type.Boolean() }),
    tech: Type.Object({ needed: Type.Boolean() }),
  },
  errors: [],
  summary: 'Is set-up needed',
  description: 'True while no master administrator exists.',
});
export const runSetup = route({
  id: 'setup.run',
  method: 'POST',
  path: '/setup',
  permission: 'public',
  scope: null,
  tx: 'write',
  limit: 'sign-in',
  body: Type.Object(
    {
      token: Type.String({ maxLength: 200 }),
      workspaceName: Type.String({ minLength: 1, maxLength: 120 }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      email: Email,
      password: Type.Optional(Type.String({ maxLength: 200 })),
      timeZone: Type.Optional(Type.String({ maxLength: 60 })),
      brandColor: Type.Optional(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
    },
    { additionalProperties: false },
  ),
  reply: { anyone: SessionView },
  errors: ['setup.done', 'setup.wrongToken', 'password.weak'],
  summary: 'Set up an empty workspace',
  description:
    'Needs the one-time token printed at start. Creates the first master administrator, a queue, statuses, priorities and sources, and signs in.',
});
