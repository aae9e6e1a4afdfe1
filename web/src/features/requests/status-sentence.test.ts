import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import { createInstance, type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import de from '../../i18n/de/client.json';
import en from '../../i18n/en/client.json';
import { statusAdvice, statusSentence } from './status-sentence.ts';

type Turn = TicketItemForContact['turn'];
type Kind = TicketItemForContact['status']['kind'];
const words: Record<string, TFunction<'client'>> = {};

beforeAll(async () => {
  const i18n = createInstance();
  await i18n.init({
    lng: 'en',
    ns: ['client'],
    resources: { en: { client: en }, de: { client: de } },
    interpolation: { escapeValue: false },
  });
  for (const language of ['en', 'de']) words[language] = i18n.getFixedT(language, 'client') as TFunction<'client'>;
});

const ticket = (turn: Turn, kind: Kind, name: string | null) => ({
  turn,
  status: { id: 1, name: 'Eskalationsstufe 2', kind, isClosed: turn === 'done' },
  assignee: name === null ? null : { id: 7, kind: 'tech' as const, name, picture: null },
});
const TABLE: readonly [Turn, Kind, string, string, string, string][] = [
  ['you', 'waiting-you', 'With Sam, waiting for you', 'Waiting for you', 'Bei Sam, wartet auf Sie', 'Wartet auf Sie'],
  [
    'us',
    'progress',
    'With Sam, working on it',
    'With us, someone takes care of it',
    'Bei Sam, in Arbeit',
    'Bei uns, jemand kümmert sich darum',
  ],
  [
    'us',
    'new',
    'With Sam, about to start',
    'Received, someone takes it on soon',
    'Bei Sam, beginnt bald',
    'Eingegangen, jemand übernimmt bald',
  ],
  [
    'other',
    'waiting-other',
    'With Sam, waiting for someone else',
    'Waiting for someone else',
    'Bei Sam, wartet auf Dritte',
    'Wartet auf Dritte',
  ],
  [
    'approval',
    'approval',
    'With Sam, waiting for an approval',
    'Waiting for an approval',
    'Bei Sam, wartet auf eine Genehmigung',
    'Wartet auf eine Genehmigung',
  ],
  ['scheduled', 'scheduled', 'With Sam, planned', 'Planned', 'Bei Sam, eingeplant', 'Eingeplant'],
  ['done', 'resolved', 'Solved by Sam', 'Solved', 'Von Sam gelöst', 'Gelöst'],
  ['done', 'closed', 'Closed', 'Closed', 'Geschlossen', 'Geschlossen'],
];

describe('statusSentence', () => {
  it.each(TABLE)('%s (%s): %s', (turn, kind, en1, en2, de1, de2) => {
    expect(statusSentence(ticket(turn, kind, 'Sam Okafor'), words['en']!)).toBe(en1);
    expect(statusSentence(ticket(turn, kind, null), words['en']!)).toBe(en2);
    expect(statusSentence(ticket(turn, kind, 'Sam Okafor'), words['de']!)).toBe(de1);
    expect(statusSentence(ticket(turn, kind, null), words['de']!)).toBe(de2);
  });
  it('never says the status name', () => {
    for (const language of ['en', 'de'])
      for (const [turn, kind] of TABLE)
        for (const say of [statusSentence, statusAdvice])
          expect(say(ticket(turn, kind, null), words[language]!)).not.toMatch(/Eskalation|\{\{|^$|^status\.|^advice\./);
  });
  it('keeps titles and other scripts', () => {
    expect(statusSentence(ticket('you', 'waiting-you', 'Dr. Bergmann'), words['en']!)).toBe('With Dr. Bergmann, waiting for you');
    expect(statusSentence(ticket('you', 'waiting-you', 'ليلى حداد'), words['de']!)).toContain('ليلى');
  });
});
