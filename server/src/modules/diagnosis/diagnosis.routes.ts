import * as contract from '@portico/contracts/diagnosis/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { diagnoseSignIn } from './operations/diagnose-sign-in.ts';

export const routes: readonly BoundRoute[] = [handle(contract.diagnoseSignIn, diagnoseSignIn)];
