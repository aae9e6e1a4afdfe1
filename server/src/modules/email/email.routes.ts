import * as contracts from '@portico/contracts/email/routes.ts';
import { handle } from '../../kernel/module.ts';
import { getInbox } from './operations/get-inbox.ts';
import { getMail } from './operations/get-mail.ts';
import { listInbox } from './operations/list-inbox.ts';
import { listMails } from './operations/list-mails.ts';
import { retryMail } from './operations/retry-mail.ts';
import { sendTestMail } from './operations/send-test-mail.ts';

export const routes = [
  handle(contracts.list, listMails),
  handle(contracts.get, getMail),
  handle(contracts.retry, retryMail),
  handle(contracts.sendTest, sendTestMail),
  handle(contracts.listInbox, listInbox),
  handle(contracts.getInbox, getInbox),
];
