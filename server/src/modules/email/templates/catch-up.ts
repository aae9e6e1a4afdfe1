import type { NoticeContent } from '../../../kernel/module.ts';
import { isTextKey, textsFor } from '../texts/index.ts';
import { button, type Letter, lead, list, type MailContent } from './blocks.ts';
import { layout } from './layout.ts';

/** What happened while somebody was away: a line for each ticket with its newest fact. */
export function catchUpMail(letter: Letter, lines: readonly NoticeContent[]): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const say = ({ key, values }: NoticeContent['lead']): string => {
    const full = `notice.${key}`;
    return t(isTextKey(full) ? full : 'notice.other.lead', { workspace, ...values });
  };
  const title = t(lines.length === 1 ? 'catchUp.one' : 'catchUp.lead', { count: lines.length });
  return layout(letter, {
    subject: t('catchUp.subject', { workspace }),
    preview: title,
    blocks: [
      lead(title),
      ...lines.map((line) => list(say(line.lead), [say(line.subject)], letter.publicUrl + line.link)),
      button(t('catchUp.button', { workspace }), `${letter.publicUrl}/tech`, letter.workspace.brandColor),
    ],
    footer: [],
  });
}
