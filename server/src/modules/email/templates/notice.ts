import type { NoticeContent } from '../../../kernel/module.ts';
import { isTextKey, type TextKey, textsFor, type Values } from '../texts/index.ts';
import { type Block, button, type Letter, lead, list, type MailContent, quote, small, whenWords } from './blocks.ts';
import { bodyForMail } from './body-for-mail.ts';
import { layout } from './layout.ts';

export interface NoticeFacts {
  readonly content: NoticeContent;
  /** Contacts read other words than staff. */
  readonly audience: 'contact' | 'tech';
  readonly occurredAt: string;
}

/**
 * Any notice as a mail. The subject is the same for all mails of one thread, because some programs thread by it; what happened is
 * said in the first line and in the preview.
 */
export function noticeMail(letter: Letter, { content, audience, occurredAt }: NoticeFacts): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const keyFor = (key: string, fallback: TextKey): TextKey =>
    [...(audience === 'contact' ? [`${key}.contact`] : []), key].find(isTextKey) ?? fallback;
  const say = (key: string, values: Values, fallback: TextKey = 'notice.other.lead'): string =>
    t(keyFor(key, fallback), { workspace, ...values });
  const link = letter.publicUrl + content.link;
  const first = say(`notice.${content.lead.key}`, content.lead.values);
  const heading = say(`notice.${content.subject.key}`, content.subject.values, 'notice.other.subject');
  const blocks: Block[] = [lead(first), small(`${heading} · ${whenWords(occurredAt, letter)}`), ...bodyBlocks(), ...fileBlocks()];
  return layout(letter, {
    subject: subjectOf(content, heading),
    preview: first,
    blocks: [...blocks, button(say('notice.button', {}), link, letter.workspace.brandColor)],
    footer: [small(say('notice.why', {})), ...(letter.isAnswered ? [] : [small(t('notice.noReply'))])],
  });

  function bodyBlocks(): Block[] {
    if (!content.html) return content.text ? [quoteText(content.text)] : [];
    const body = bodyForMail(content.html, { link, pictureWords: t('notice.picture') });
    return [quote(body.html, indented(body.text)), ...(body.isShortened ? [small(t('notice.shortened'))] : [])];
  }
  function fileBlocks(): Block[] {
    const names = content.fileNames ?? [];
    return names.length > 0 ? [list(t('notice.files'), names, link)] : [];
  }
}

const indented = (text: string): string => text.replaceAll(/^/gm, '> ');

function quoteText(text: string): Block {
  const body = bodyForMail(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>'), { link: '', pictureWords: '' });
  return quote(body.html, indented(text));
}

/** `Printer is on fire [#48213]`: the number in brackets survives answers and forwarding, and never changes. */
function subjectOf({ subject }: NoticeContent, fallback: string): string {
  const { number, title } = subject.values;
  return number === undefined || title === undefined ? fallback : `${title} [#${number}]`;
}
