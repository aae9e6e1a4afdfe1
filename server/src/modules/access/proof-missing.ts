import { Refusal } from '../../kernel/errors.ts';
import type { ProofMethod } from './proofs.rules.ts';

const WORDS: Readonly<Record<ProofMethod, string>> = {
  'email-code': 'a code by e-mail',
  'email-link': 'the link in that mail',
  'operator-link': 'a link from the operator',
  password: 'its password',
  oidc: 'the sign-in of its organisation',
  saml: 'the sign-in of its organisation',
  totp: 'a code of its authenticator app',
  'recovery-code': 'one of its recovery codes',
  passkey: 'one of its passkeys',
};

/** Names the methods of which one is still to be shown. */
export const proofMissing = (methods: readonly ProofMethod[]): Refusal =>
  new Refusal(
    403,
    'proof.missing',
    `To enter this account, confirm that it is yours with ${methods.map((method) => WORDS[method]).join(', or ')}.`,
    { fields: methods.map((method) => ({ path: 'accountId', code: method, message: WORDS[method] })) },
  );

export const setUpNeeded = (): Refusal =>
  new Refusal(403, 'secondFactor.setUpNeeded', 'This account must have a second factor. Set one up, and then enter it.');
