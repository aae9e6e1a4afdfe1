import type { Db } from '../../kernel/context.ts';
import type { MailTransport } from '../../kernel/mail/transport.ts';
import { insertInboxMessage } from './email.store.ts';

/** The demo's mail server: keeps what would have left the building. */
export const localInbox = (db: Db): MailTransport => ({
  kind: 'local-inbox',
  close: () => {},
  verify: async () => {},
  send: (mail) =>
    insertInboxMessage(db, {
      messageId: mail.messageId,
      fromAddress: mail.from.name === null ? mail.from.address : `${mail.from.name} <${mail.from.address}>`,
      toAddress: mail.to.address,
      subject: mail.subject,
      html: mail.html,
      bodyText: mail.text,
      receivedAt: mail.date,
    }),
});
