import { escapeHtml } from '../../kernel/text/rich-text.ts';

export interface HandOverNote {
  readonly key: 'toLead' | 'toTeam' | 'back';
  readonly name: string;
  /** Who has it now: a person or the team. */
  readonly other: string;
}

const TEXTS = {
  en: {
    toLead: '{{name}} is away. The ticket went to {{other}}; {{name}} can take it back on return.',
    toTeam: '{{name}} is away. The ticket waits in the team {{other}}; {{name}} can take it back on return.',
    back: '{{name}} is back and took the ticket again.',
  },
  de: {
    toLead: '{{name}} ist abwesend. Das Ticket ging an {{other}}; nach der Rückkehr kann {{name}} es zurückholen.',
    toTeam: '{{name}} ist abwesend. Das Ticket wartet im Team {{other}}; nach der Rückkehr kann {{name}} es zurückholen.',
    back: '{{name}} ist zurück und hat das Ticket wieder übernommen.',
  },
} as const;

/** The words of a note as a comment. */
export function noteOf(locale: string | undefined, note: HandOverNote): string {
  const text = TEXTS[locale?.startsWith('de') ? 'de' : 'en'][note.key];
  return `<p>${escapeHtml(text.replaceAll(/\{\{(name|other)\}\}/g, (_hole, which: 'name' | 'other') => note[which]))}</p>`;
}
