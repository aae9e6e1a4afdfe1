import type { Ctx } from '../../kernel/context.ts';
import { findEvent } from '../../kernel/events/events.store.ts';
import type { NoticeContent, NoticeDeclaration, StoredEvent } from '../../kernel/module.ts';
import {
  letterFor,
  listRecipients,
  type MailCheck,
  type MailContent,
  noticeMail,
  queueMail,
  type Recipient,
  senderOf,
  threadHeaders,
} from '../email/index.ts';
import { contentFor } from './notices.content.ts';
import { type Declarations, mailKey, parseMailKey, ticketIdOf } from './notifications.rules.ts';
import { findNotice } from './notifications.store.ts';
import { choiceOf } from './settings.rules.ts';
import { findSettings } from './settings.store.ts';

interface NoticeForMail {
  readonly recipient: Recipient;
  readonly event: StoredEvent;
  readonly declaration: NoticeDeclaration;
  readonly content: NoticeContent;
}

export async function queueNoticeMail(ctx: Ctx, notice: NoticeForMail): Promise<void> {
  const { recipient, event, declaration, content } = notice;
  if (recipient.email === null) return;
  const letter = await letterFor(ctx, { accountId: recipient.accountId });
  await queueMail(ctx, {
    kind: declaration.kind,
    to: { name: recipient.name, address: recipient.email },
    account: recipient.accountId,
    ...noticeMail(letter, { content, audience: recipient.kind, occurredAt: event.occurredAt }),
    headers: threadHeaders(content.threadKey, senderOf(ctx.services.config, letter.workspace.name)),
    ticketId: ticketIdOf(event),
    dedupeKey: mailKey(event.changeId, recipient.accountId, ticketIdOf(event)),
  });
}

/**
 * Asked when the mail is really sent, which may be a day later: rights that were taken away and words that were deleted or edited
 * since count.
 */
export const mailCheck =
  (declarations: Declarations): MailCheck =>
  async (ctx, mail) => {
    const key = parseMailKey(mail.dedupeKey);
    const notice = key && (await findNotice(ctx.tx, key.accountId, key.changeId, key.ticketId));
    const event = notice ? await findEvent(ctx.tx, notice.eventId) : null;
    const [recipient] = key ? await listRecipients(ctx.tx, [key.accountId]) : [];
    const declaration = event && declarations.get(event.name);
    if (!event || !declaration || !recipient) return { suppress: 'What this mail told of is no longer there.' };
    const topic = declaration.topics.find((one) => one.key === notice?.topic);
    const chosen = topic && (await findSettings(ctx.tx, recipient.accountId)).choices[topic.key];
    if (topic && choiceOf(topic, chosen).email === 'disabled') return { suppress: 'The person has switched these mails off.' };
    const content = await contentFor(ctx, { event, declaration }, recipient);
    if (!content) return { suppress: 'The person may no longer read what this mail told of, or it was deleted.' };
    return mailOf(ctx, recipient, event, content);
  };

async function mailOf(ctx: Ctx, recipient: Recipient, event: StoredEvent, content: NoticeContent): Promise<MailContent> {
  const letter = await letterFor(ctx, { accountId: recipient.accountId });
  return noticeMail(letter, { content, audience: recipient.kind, occurredAt: event.occurredAt });
}
