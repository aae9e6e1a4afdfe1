import type { NoticeContent } from '../../../kernel/module.ts';
import { isTextKey, textsFor } from '../texts/index.ts';
import { button, type Letter, lead, list, type MailContent } from './blocks.ts';
import { layout } from './layout.ts';

export interface CatchUp {
  readonly lines: readonly NoticeContent[];
  /** What kept them: an absence, or quiet hours. */
  readonly after: 'away' | 'quiet';
  /** Where the button leads, `/tech`. */
  readonly home: string;
}

/** What happened while somebody was away or wanted quiet: a line for each ticket with its newest fact. */
export function catchUpMail(letter: Letter, { lines, after, home }: CatchUp): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const say = ({ key, values }: NoticeContent['lead']): string => {
    const full = `notice.${key}`;
    return t(isTextKey(full) ? full : 'notice.other.lead', { workspace, ...values });
  };
  const quiet = after === 'quiet';
  const one = quiet ? 'quiet.one' : 'catchUp.one';
  const title = t(lines.length === 1 ? one : quiet ? 'quiet.lead' : 'catchUp.lead', { count: lines.length });
  return layout(letter, {
    subject: t(quiet ? 'quiet.subject' : 'catchUp.subject', { workspace }),
    preview: title,
    blocks: [
      lead(title),
      ...lines.map((line) => list(say(line.lead), [say(line.subject)], letter.publicUrl + line.link)),
      button(t('catchUp.button', { workspace }), letter.publicUrl + home, letter.workspace.brandColor),
    ],
    footer: [],
  });
}
