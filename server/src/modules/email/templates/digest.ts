import type { NoticeContent } from '../../../kernel/module.ts';
import { isTextKey, type TextKey, textsFor } from '../texts/index.ts';
import { button, type Letter, lead, type MailContent, paragraph, small, topicHeading, whenWords } from './blocks.ts';
import { layout } from './layout.ts';

type Said = NoticeContent['lead'];
/** What there is to tell of one ticket (or whatever else a notice is about). */
export interface DigestGroup {
  readonly subject: Said;
  readonly link: string;
  /** Oldest first. */
  readonly facts: readonly { readonly lead: Said; readonly at: string }[];
  /** The beginning of the newest words, if it brought some. */
  readonly words: string | null;
}
export interface Digest {
  readonly groups: readonly DigestGroup[];
  /** Groups for which there was no room. */
  readonly more: number;
  readonly audience: 'contact' | 'tech';
  /** `/tech` */
  readonly home: string;
  /** Where the recipient chooses how often this mail comes. */
  readonly settings: string;
}

/** Facts of one ticket that are named; the ticket itself has all of them. */
const MOST_FACTS = 5;

/** Everything since the last summary, by ticket. */
export function digestMail(letter: Letter, { groups, more, audience, home, settings }: Digest): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const say = ({ key, values }: Said): string => {
    const full = `notice.${key}`;
    const known: TextKey | undefined = [...(audience === 'contact' ? [`${full}.contact`] : []), full].find(isTextKey);
    return t(known ?? 'notice.other.lead', { workspace, ...values });
  };
  const count = groups.length + more;
  const title = t(count === 1 ? 'digest.one' : 'digest.lead', { count });
  return layout(letter, {
    subject: t('digest.subject', { workspace }),
    preview: title,
    blocks: [
      lead(title),
      ...groups.flatMap(({ subject, link, facts, words }) => {
        const left = facts.length - MOST_FACTS;
        return [
          topicHeading(say(subject), letter.publicUrl + link),
          ...(left > 0 ? [small(t('digest.earlier', { count: left }))] : []),
          ...facts.slice(-MOST_FACTS).map((fact) => small(`${whenWords(fact.at, letter)}: ${say(fact.lead)}`)),
          ...(words ? [paragraph(words)] : []),
        ];
      }),
      ...(more > 0 ? [paragraph(t('digest.more', { count: more }))] : []),
      button(t('catchUp.button', { workspace }), letter.publicUrl + home, letter.workspace.brandColor),
    ],
    footer: [small(`${t('digest.why', { workspace })} ${letter.publicUrl}${settings}`)],
  });
}
