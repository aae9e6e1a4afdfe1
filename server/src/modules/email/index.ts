import type { Module } from '../../kernel/module.ts';
import { registerAccessMailer, registerSignInMailer } from '../access/index.ts';
import { queueAccessMail } from './access-mail.ts';
import { jobs } from './email.jobs.ts';
import { routes } from './email.routes.ts';
import { inboxPages } from './inbox/inbox.pages.ts';
import { queueSignIn, sealedMails } from './sign-in-mail.ts';

export { transportOf } from './deliver.ts';
export { mailVisibleTo } from './email.policy.ts';
export { listMailsOf, listRecipients, type Recipient } from './email.reads.ts';
export { senderOf, threadHeaders } from './email.rules.ts';
export { letterFor } from './letter-for.ts';
export { type MailCheck, registerMailCheck } from './mail-checks.ts';
export { type NewMail, queueMail } from './queue-mail.ts';
export type { Letter, MailContent } from './templates/blocks.ts';
export { catchUpMail } from './templates/catch-up.ts';
export { type DigestGroup, digestMail } from './templates/digest.ts';
export { noticeMail } from './templates/notice.ts';
export { testMail } from './templates/test-mail.ts';

registerSignInMailer(queueSignIn);
registerAccessMailer(queueAccessMail);

export const emailModule: Module = {
  name: 'email',
  routes,
  jobs,
  sealed: [sealedMails],
  limits: [
    {
      name: 'mail.tests',
      points: 10,
      seconds: 600,
      store: 'process',
      detail: 'You sent ten tests in ten minutes. Wait a little, and read on the Mail page how they went.',
    },
  ],
  rawRoutes: inboxPages,
};
