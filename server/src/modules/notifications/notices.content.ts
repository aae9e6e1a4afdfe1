import type { Ctx } from '../../kernel/context.ts';
import type { NoticeContent } from '../../kernel/module.ts';
import type { Recipient } from '../email/index.ts';
import { loadWorkspace } from '../system/index.ts';
import { type Candidate, isHiddenFromContacts } from './notifications.rules.ts';

/** What this person may be shown of a fact, by the rights and rows of this moment. */
export async function contentFor(
  ctx: Pick<Ctx, 'tx'>,
  { event, declaration }: Pick<Candidate, 'event' | 'declaration'>,
  recipient: Pick<Recipient, 'accountId' | 'kind'>,
): Promise<NoticeContent | null> {
  if (recipient.kind === 'contact' && isHiddenFromContacts(event)) return null;
  if (!(await declaration.mayRead(ctx.tx, event, recipient.accountId))) return null;
  const content = await declaration.render(ctx.tx, event, recipient.accountId);
  return content && withAuthor(content, (await loadWorkspace(ctx.tx)).name);
}

/** What the server did by itself was done by the workspace. */
function withAuthor(content: NoticeContent, workspace: string): NoticeContent {
  const named = <T extends NoticeContent['lead']>(words: T): T =>
    words.values.author === '' ? { ...words, values: { ...words.values, author: workspace } } : words;
  return { ...content, subject: named(content.subject), lead: named(content.lead) };
}
