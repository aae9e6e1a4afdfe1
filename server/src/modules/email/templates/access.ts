import type { MeansChange } from '../../access/index.ts';
import { textsFor } from '../texts/index.ts';
import { button, type Letter, lead, type MailContent, paragraph, small, whenWords } from './blocks.ts';
import { layout } from './layout.ts';

export function newBrowserMail(
  letter: Letter,
  facts: { readonly at: string; readonly device: string; readonly ip: string | null; readonly sessionsPage: string },
): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const when = whenWords(facts.at, letter);
  return layout(letter, {
    subject: t('newBrowser.subject', { workspace }),
    preview: t('newBrowser.lead', { workspace }),
    blocks: [
      lead(t('newBrowser.lead', { workspace })),
      paragraph(t('newBrowser.when', { when })),
      paragraph(t('newBrowser.device', { device: facts.device })),
      ...(facts.ip === null ? [] : [paragraph(t('newBrowser.place', { ip: facts.ip }))]),
      small(t('newBrowser.you')),
      paragraph(t('newBrowser.notYou')),
      button(t('newBrowser.button'), facts.sessionsPage, letter.workspace.brandColor),
    ],
    footer: [small(t('newBrowser.why', { workspace }))],
  });
}

interface MeansFacts {
  readonly at: string;
  readonly change: MeansChange;
  readonly passkey: string | null;
  readonly isOwn: boolean;
  readonly device: string | null;
  readonly ip: string | null;
  readonly securityPage: string;
}

export function meansChangedMail(letter: Letter, facts: MeansFacts): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const values = { workspace, passkey: facts.passkey ?? '' };
  return layout(letter, {
    subject: t(`means.${facts.change}.subject`, values),
    preview: t(`means.${facts.change}.lead`, values),
    blocks: [
      lead(t(`means.${facts.change}.lead`, values)),
      paragraph(t('newBrowser.when', { when: whenWords(facts.at, letter) })),
      ...(facts.isOwn ? [] : [paragraph(t('means.byAdministrator', values))]),
      ...(facts.device === null ? [] : [paragraph(t('newBrowser.device', { device: facts.device }))]),
      ...(facts.ip === null ? [] : [paragraph(t('newBrowser.place', { ip: facts.ip }))]),
      small(t('newBrowser.you')),
      paragraph(t('means.notYou', values)),
      button(t('means.button'), facts.securityPage, letter.workspace.brandColor),
    ],
    footer: [small(t('means.why', values))],
  });
}

export function impersonatedMail(
  letter: Letter,
  facts: { readonly at: string; readonly by: string; readonly until: string; readonly readOnly: boolean },
): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const values = { workspace, by: facts.by, when: whenWords(facts.at, letter), until: whenWords(facts.until, letter) };
  return layout(letter, {
    subject: t('impersonated.subject', values),
    preview: t('impersonated.lead', values),
    blocks: [
      lead(t('impersonated.lead', values)),
      paragraph(t('impersonated.when', values)),
      paragraph(t(facts.readOnly ? 'impersonated.readOnly' : 'impersonated.full', values)),
    ],
    footer: [small(t('impersonated.why', values))],
  });
}
