import type { Db } from '../../kernel/context.ts';
import { getSetting } from '../settings/index.ts';
import { type EmailLevel, LEVELS, SIGN_IN_RULES_KEY, workspaceRules } from './sign-in.rules.ts';

/** What codes and links by mail may do now. */
export const emailLevel = async (db: Db): Promise<EmailLevel> =>
  LEVELS[workspaceRules(await getSetting<unknown>(db, SIGN_IN_RULES_KEY, null)).emailLevel];
