import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { add, signIn, start, startSignIn } from '@portico/contracts/passkeys/routes.ts';
import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import { call, type Reply } from './api.ts';
import { knowsPasskeys } from './knows-passkeys.ts';
import { ApiProblem, isProblem } from './problem.ts';

const quietly = { on401: 'throw' } as const;
/** Comes when a passkey is asked for: nobody waits for it to type an address. */
const library = () => import('@simplewebauthn/browser');

/** Can it offer them while an address is typed? */
export const knowsAutofill = async (): Promise<boolean> => knowsPasskeys() && (await library()).browserSupportsWebAuthnAutofill();

type Asked = Reply<typeof startSignIn>;

/** A challenge for this browser. Fails where the page stands at another address than the one passkeys are kept for. */
export async function beginAsking(accountId?: number): Promise<Asked> {
  const asked = await call(startSignIn, { body: accountId === undefined ? {} : { accountId } }, quietly);
  const { rpId } = asked.options;
  if (location.hostname !== rpId && !location.hostname.endsWith(`.${rpId}`)) throw problem('passkey.otherAddress');
  return asked;
}

/** Lets the person choose a passkey, at once or (`autofill`) whenever one is picked beside the address; it signs in. */
export async function showPasskey({ options }: Asked, autofill = false): Promise<SessionView> {
  const { startAuthentication } = await library();
  const { id, response } = await inWords(() => startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const credential = { id, clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
  return call(signIn, { body: { credential } }, quietly);
}

/** Only passkeys of this account, when the session may know of them; else whichever the person chooses. */
export async function askForPasskey(accountId?: number): Promise<SessionView> {
  const asked = await beginAsking(accountId).catch((error: unknown) => {
    if (accountId !== undefined && isProblem(error) && error.code === 'proof.missing') return beginAsking();
    throw error;
  });
  return showPasskey(asked);
}

/** For changing how one gets in when the last proof is old. */
export interface OwnerProof {
  readonly password?: string;
  readonly code?: string;
}

export async function makePasskey(accountId: number, proof: OwnerProof = {}): Promise<{ passkey: Passkey; session: SessionView }> {
  const { options } = await call(start, { body: { accountId, ...proof } }, quietly);
  const { startRegistration } = await library();
  const { id, response } = await inWords(() => startRegistration({ optionsJSON: options }));
  const { clientDataJSON, attestationObject, transports } = response;
  const credential = { id, clientDataJSON, attestationObject, ...(transports ? { transports } : {}) };
  return call(add, { body: { credential } }, quietly);
}

/** Stops what waits for a passkey, so that another question may be asked. */
export const stopAsking = async (): Promise<void> => (await library()).WebAuthnAbortService.cancelCeremony();

/** What a browser may say, as the pages say it. */
const SAID: Readonly<Record<string, string>> = {
  AbortError: 'passkey.stopped',
  NotAllowedError: 'passkey.cancelled',
  InvalidStateError: 'passkey.exists',
  NotSupportedError: 'passkey.unsupported',
  ConstraintError: 'passkey.unsupported',
  SecurityError: 'passkey.otherAddress',
};
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw problem(SAID[cause instanceof Error ? cause.name : ''] ?? 'passkey.failed');
  }
}
const problem = (code: string): ApiProblem => new ApiProblem({ status: 0, code, detail: '', traceId: '' });
