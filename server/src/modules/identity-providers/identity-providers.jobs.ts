import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteOldAssertions } from './saml-assertions.store.ts';
import { deleteOldTransactions } from './transactions.store.ts';

export const jobs: readonly JobDeclaration[] = [
  {
    name: 'identity-providers.tidy',
    cron: '41 * * * *',
    run: async (ctx) => {
      await deleteOldTransactions(ctx.tx, ctx.now);
      await deleteOldAssertions(ctx.tx, ctx.now);
    },
  },
];
