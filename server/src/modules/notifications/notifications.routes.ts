import * as contracts from '@portico/contracts/notifications/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import type { Summaries } from './notices.digest.ts';
import { topicsOf } from './notifications.rules.ts';
import { changeMyNotifications } from './operations/change-my-notifications.ts';
import { getMyNotifications } from './operations/get-my-notifications.ts';
import { listMyMails } from './operations/list-my-mails.ts';
import { listNotices } from './operations/list-notices.ts';
import { previewMyNotifications } from './operations/preview-my-notifications.ts';
import { readNotices } from './operations/read-notices.ts';
import { sendMyTestMail } from './operations/send-my-test-mail.ts';

export function routes({ declarations, visible }: Summaries): readonly BoundRoute[] {
  const topics = topicsOf(declarations);
  return [
    handle(contracts.listNotices, listNotices(visible)),
    handle(contracts.readNotices, readNotices),
    handle(contracts.getMyNotifications, getMyNotifications(topics)),
    handle(contracts.changeMyNotifications, changeMyNotifications(declarations)),
    handle(contracts.previewMyNotifications, previewMyNotifications(topics)),
    handle(contracts.listMyMails, listMyMails(visible)),
    handle(contracts.sendMyTestMail, sendMyTestMail),
  ];
}
