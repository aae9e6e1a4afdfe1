import { Refusal } from '../../kernel/errors.ts';

/** Refusals of people who sign in; administrators find the code in the sign-in log and the cause in the server's log. */
export const stateInvalid = (): Refusal =>
  new Refusal(
    422,
    'provider.stateInvalid',
    'This sign-in was not begun in this browser, took longer than ten minutes, or was used already. Start again.',
  );
export const notAskedAnew = (): Refusal =>
  new Refusal(
    422,
    'provider.notAskedAnew',
    'On shared computers your organisation has to ask who you are each time, and it did not. Sign out there first, then sign in again.',
  );
export const declined = (): Refusal =>
  new Refusal(422, 'provider.declined', 'The sign-in was cancelled, or your organisation did not allow it. Nothing was changed.');
export const consentMissing = (link: string | null): Refusal =>
  new Refusal(
    422,
    'provider.consentMissing',
    'Your organisation has not allowed this portal yet. Send the link to the administrator of your Microsoft 365, then sign in again.',
    link === null ? {} : { fields: [{ path: 'consent', code: 'provider.consentLink', message: link }] },
  );
export const answerInvalid = (): Refusal =>
  new Refusal(
    422,
    'provider.answerInvalid',
    'What the provider sent could not be trusted, so nobody was signed in. Try again; if it stays, tell your support team.',
  );
export const emailUnverified = (): Refusal =>
  new Refusal(
    422,
    'provider.emailUnverified',
    'The provider did not confirm that your e-mail address belongs to you. Sign in with a code by e-mail instead.',
  );
export const tenantRefused = (): Refusal =>
  new Refusal(422, 'provider.tenantRefused', 'Accounts of this organisation are not let in here. Sign in with a code by e-mail instead.');
export const unreachable = (): Refusal =>
  new Refusal(
    422,
    'provider.unreachable',
    'The provider cannot be reached right now. Try again in a minute, or sign in with a code by e-mail.',
  );
