import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteOldPasskeyChallenges } from './passkey-challenges.store.ts';

export const jobs: readonly JobDeclaration[] = [
  { name: 'passkeys.tidy', cron: '47 * * * *', run: (ctx) => deleteOldPasskeyChallenges(ctx.tx, ctx.now) },
];
