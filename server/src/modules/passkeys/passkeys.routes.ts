import * as contract from '@portico/contracts/passkeys/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { addPasskey, prepareNewPasskey } from './operations/add-passkey.ts';
import { listMyPasskeys } from './operations/list-my-passkeys.ts';
import { prepareRemoval, removePasskey } from './operations/remove-passkey.ts';
import { removePasskeyFor } from './operations/remove-passkey-for.ts';
import { renamePasskey } from './operations/rename-passkey.ts';
import { preparePasskey, signInByPasskey } from './operations/sign-in-by-passkey.ts';
import { preparePasskeyStart, startPasskey } from './operations/start-passkey.ts';
import { preparePasskeySignIn, startPasskeySignIn } from './operations/start-passkey-sign-in.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.startSignIn, startPasskeySignIn, preparePasskeySignIn),
  handle(contract.signIn, signInByPasskey, preparePasskey),
  handle(contract.start, startPasskey, preparePasskeyStart),
  handle(contract.add, addPasskey, prepareNewPasskey),
  handle(contract.list, listMyPasskeys),
  handle(contract.rename, renamePasskey),
  handle(contract.remove, removePasskey, prepareRemoval),
  handle(contract.removeFor, removePasskeyFor),
];
