import * as impersonation from '@portico/contracts/access/impersonation.ts';
import * as contract from '@portico/contracts/access/routes.ts';
import { setMyPassword as setMyPasswordContract } from '@portico/contracts/accounts/routes.ts';
import { setPassword as setContactPasswordContract } from '@portico/contracts/contacts/routes.ts';
import * as second from '@portico/contracts/second-factor/routes.ts';
import * as rules from '@portico/contracts/sign-in-rules/routes.ts';
import { setPassword as setTechPasswordContract } from '@portico/contracts/techs/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { chooseAccount } from './operations/choose-account.ts';
import { confirmSecondFactor, prepareConfirm } from './operations/confirm-second-factor.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { createMyContact } from './operations/create-my-contact.ts';
import { endAccountSession } from './operations/end-account-session.ts';
import { endAccountSessions } from './operations/end-account-sessions.ts';
import { endImpersonation } from './operations/end-impersonation.ts';
import { getAccessSettings } from './operations/get-access-settings.ts';
import { getCompanySignInRules } from './operations/get-company-sign-in-rules.ts';
import { getSecondFactor } from './operations/get-second-factor.ts';
import { getSession } from './operations/get-session.ts';
import { getSignInMeans } from './operations/get-sign-in-means.ts';
import { getSignInRules } from './operations/get-sign-in-rules.ts';
import { listAccountSessions } from './operations/list-account-sessions.ts';
import { listApiKeys } from './operations/list-api-keys.ts';
import { listSessions } from './operations/list-sessions.ts';
import { listSignInAttempts } from './operations/list-sign-in-attempts.ts';
import { prepareSecondProof, proveSecondFactor } from './operations/prove-second-factor.ts';
import { removeSecondFactor } from './operations/remove-second-factor.ts';
import { prepareOwnCode, renewRecoveryCodes } from './operations/renew-recovery-codes.ts';
import { resetSecondFactor } from './operations/reset-second-factor.ts';
import { revokeApiKey } from './operations/revoke-api-key.ts';
import { revokeOtherSessions } from './operations/revoke-other-sessions.ts';
import { revokeSession } from './operations/revoke-session.ts';
import { setCompanySignInRules } from './operations/set-company-sign-in-rules.ts';
import { prepareContactPassword, setContactPassword } from './operations/set-contact-password.ts';
import { prepareMyPassword, setMyPassword } from './operations/set-my-password.ts';
import { setSignInRules } from './operations/set-sign-in-rules.ts';
import { prepareTechPassword, setTechPassword } from './operations/set-tech-password.ts';
import { prepareCode, signInByCode } from './operations/sign-in-by-code.ts';
import { prepareLink, signInByLink } from './operations/sign-in-by-link.ts';
import { preparePassword, signInByPassword } from './operations/sign-in-by-password.ts';
import { signOut } from './operations/sign-out.ts';
import { prepareImpersonation, startImpersonation } from './operations/start-impersonation.ts';
import { prepareStart, startSecondFactor } from './operations/start-second-factor.ts';
import { prepareSignIn, startSignIn } from './operations/start-sign-in.ts';
import { updateAccessSettings } from './operations/update-access-settings.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.startSignIn, startSignIn, prepareSignIn),
  handle(contract.signInByCode, signInByCode, prepareCode),
  handle(contract.signInByLink, signInByLink, prepareLink),
  handle(contract.signInByPassword, signInByPassword, preparePassword),
  handle(contract.getSession, getSession),
  handle(contract.chooseAccount, chooseAccount),
  handle(contract.createMyContact, createMyContact),
  handle(contract.signOut, signOut),
  handle(contract.listSessions, listSessions),
  handle(contract.revokeSession, revokeSession),
  handle(contract.revokeOtherSessions, revokeOtherSessions),
  handle(contract.listApiKeys, listApiKeys),
  handle(contract.createApiKey, createApiKey),
  handle(contract.revokeApiKey, revokeApiKey),
  handle(contract.listSignInAttempts, listSignInAttempts),
  handle(rules.getSignInRules, getSignInRules),
  handle(rules.setSignInRules, setSignInRules),
  handle(rules.getCompanySignInRules, getCompanySignInRules),
  handle(rules.setCompanySignInRules, setCompanySignInRules),
  handle(contract.listAccountSessions, listAccountSessions),
  handle(contract.endAccountSession, endAccountSession),
  handle(contract.endAccountSessions, endAccountSessions),
  handle(impersonation.startImpersonation, startImpersonation, prepareImpersonation),
  handle(impersonation.endImpersonation, endImpersonation),
  handle(contract.getAccessSettings, getAccessSettings),
  handle(contract.updateAccessSettings, updateAccessSettings),
  handle(second.proveSecondFactor, proveSecondFactor, prepareSecondProof),
  handle(second.startSecondFactor, startSecondFactor, prepareStart),
  handle(second.confirmSecondFactor, confirmSecondFactor, prepareConfirm),
  handle(second.getSecondFactor, getSecondFactor),
  handle(second.renewRecoveryCodes, renewRecoveryCodes, prepareOwnCode),
  handle(second.removeSecondFactor, removeSecondFactor, prepareOwnCode),
  handle(second.getSignInMeans, getSignInMeans),
  handle(second.resetSecondFactor, resetSecondFactor),
  handle(setMyPasswordContract, setMyPassword, prepareMyPassword),
  handle(setContactPasswordContract, setContactPassword, prepareContactPassword),
  handle(setTechPasswordContract, setTechPassword, prepareTechPassword),
];
