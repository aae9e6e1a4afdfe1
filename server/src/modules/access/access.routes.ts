import * as contract from '@portico/contracts/access/routes.ts';
import { setMyPassword as setMyPasswordContract } from '@portico/contracts/accounts/routes.ts';
import { setPassword as setContactPasswordContract } from '@portico/contracts/contacts/routes.ts';
import { setPassword as setTechPasswordContract } from '@portico/contracts/techs/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { chooseAccount } from './operations/choose-account.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { getSession } from './operations/get-session.ts';
import { listApiKeys } from './operations/list-api-keys.ts';
import { listSessions } from './operations/list-sessions.ts';
import { revokeApiKey } from './operations/revoke-api-key.ts';
import { revokeOtherSessions } from './operations/revoke-other-sessions.ts';
import { revokeSession } from './operations/revoke-session.ts';
import { prepareContactPassword, setContactPassword } from './operations/set-contact-password.ts';
import { prepareMyPassword, setMyPassword } from './operations/set-my-password.ts';
import { prepareTechPassword, setTechPassword } from './operations/set-tech-password.ts';
import { prepareCode, signInByCode } from './operations/sign-in-by-code.ts';
import { prepareLink, signInByLink } from './operations/sign-in-by-link.ts';
import { preparePassword, signInByPassword } from './operations/sign-in-by-password.ts';
import { signOut } from './operations/sign-out.ts';
import { prepareSignIn, startSignIn } from './operations/start-sign-in.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.startSignIn, startSignIn, prepareSignIn),
  handle(contract.signInByCode, signInByCode, prepareCode),
  handle(contract.signInByLink, signInByLink, prepareLink),
  handle(contract.signInByPassword, signInByPassword, preparePassword),
  handle(contract.getSession, getSession),
  handle(contract.chooseAccount, chooseAccount),
  handle(contract.signOut, signOut),
  handle(contract.listSessions, listSessions),
  handle(contract.revokeSession, revokeSession),
  handle(contract.revokeOtherSessions, revokeOtherSessions),
  handle(contract.listApiKeys, listApiKeys),
  handle(contract.createApiKey, createApiKey),
  handle(contract.revokeApiKey, revokeApiKey),
  handle(setMyPasswordContract, setMyPassword, prepareMyPassword),
  handle(setContactPasswordContract, setContactPassword, prepareContactPassword),
  handle(setTechPasswordContract, setTechPassword, prepareTechPassword),
];
