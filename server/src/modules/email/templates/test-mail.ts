import { textsFor } from '../texts/index.ts';
import { button, type Letter, lead, type MailContent, paragraph, whenWords } from './blocks.ts';
import { layout } from './layout.ts';

export function testMail(letter: Letter, facts: { readonly person: string; readonly at: string; readonly isOwn?: boolean }): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  return layout(letter, {
    subject: t('test.subject', { workspace }),
    preview: t('test.lead', { workspace }),
    blocks: [
      lead(t('test.lead', { workspace })),
      paragraph(t(facts.isOwn ? 'ownTest.body' : 'test.body', { person: facts.person, when: whenWords(facts.at, letter) })),
      button(t('test.button', { workspace }), letter.publicUrl, letter.workspace.brandColor),
    ],
    footer: [paragraph(t(facts.isOwn ? 'ownTest.why' : 'test.why', { workspace }))],
  });
}
