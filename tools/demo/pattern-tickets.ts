import { draw } from './cast.ts';
import type { Chance } from './chance.ts';
import { companies } from './companies.ts';
import { deutsch } from './patterns/deutsch.ts';
import { everyday } from './patterns/everyday.ts';
import { infrastructure } from './patterns/infrastructure.ts';
import { occasional } from './patterns/occasional.ts';
import type { Pattern } from './patterns/pattern.ts';
import { type Beat, DAY, due, HOUR, type Script, watch } from './script.ts';

const PATTERNS: readonly Pattern[] = [...everyday, ...infrastructure, ...deutsch, ...occasional];
/** A problem told this often is told out: the rest of the stock takes other ones. */
const AT_MOST = 4;
/** Companies whose places and programs have German names get the German patterns. */
const IN_GERMAN = new Set(['weserhof', 'kranich', 'sonnenblume']);

/** Everything before the first beat that ends the ticket: the reply that resolves it belongs to the end. */
function unfinished(beats: readonly Beat[], luck: Chance): readonly Beat[] {
  const end = beats.findIndex((beat, i) => beat.kind === 'close' || (beat.kind === 'comment' && endsAt(beats[i + 1])));
  const most = end === -1 ? beats.length : end;
  // Where somebody else's turn has come is where open tickets mostly stand.
  const turn = beats.slice(0, most).findIndex((beat) => beat.kind === 'status' && beat.to.startsWith('waiting'));
  if (turn !== -1 && luck.next() < 0.4) return beats.slice(0, turn + 1);
  return beats.slice(0, luck.between(Math.min(2, most), most));
}
function endsAt(beat: Beat | undefined): boolean {
  return beat?.kind === 'status' && beat.to === 'resolved';
}

/** Minutes from now for the `index`th open ticket: a few past due, a few within two hours, then today and later. */
function dueIn(index: number, luck: Chance): number | null {
  if (index < 3) return -luck.between(20, 600);
  if (index < 6) return luck.between(25, 115);
  if (index < 14) return luck.between(3 * HOUR, 9 * HOUR);
  return index < 22 ? luck.between(DAY, 8 * DAY) : null;
}

export function patternTickets(luck: Chance, finished: number, open: number, taken: ReadonlySet<string>): readonly Script[] {
  const titles = new Set(taken);
  const told = new Map<string, number>();
  const scripts: Script[] = [];
  while (scripts.length < finished + open) {
    const isOpen = scripts.length >= finished;
    const script = once(luck, isOpen ? scripts.length - finished : null);
    const problem = problemOf(script);
    const times = told.get(problem) ?? 0;
    if (titles.has(script.title) || times >= AT_MOST) continue;
    titles.add(script.title);
    told.set(problem, times + 1);
    scripts.push(script);
  }
  return scripts;
}

/** The first answer tells problems apart better than the question does: several share a question. */
function problemOf(script: Script): string {
  const answer = script.beats.find((beat) => beat.kind === 'comment');
  return (answer?.kind === 'comment' ? answer.text : script.ask).replace(/\d+/g, '').slice(0, 40);
}

function once(luck: Chance, openIndex: number | null): Script {
  const company = luck.weighted(companies.map((one) => [one, Math.sqrt(one.people) * (IN_GERMAN.has(one.key) ? 0.5 : 1)] as const));
  const language = IN_GERMAN.has(company.key) ? 'de' : 'en';
  const pattern = luck.weighted(PATTERNS.filter((one) => one.language === language).map((one) => [one, one.weight] as const));
  const cast = draw(luck, company.key, openIndex === null, infrastructure.includes(pattern) ? 'network' : 'desk');
  const written = pattern.write(cast);
  const priority =
    pattern.priority ??
    luck.weighted([
      ['normal', 68],
      ['low', 19],
      ['high', 11],
      ['urgent', 2],
    ] as const);
  const source =
    pattern.source ??
    luck.weighted([
      ['portal', 50],
      ['email', 28],
      ['phone', 15],
      ['chat', 7],
    ] as const);
  const { write: _, weight: __, ...given } = pattern;
  const ago = openIndex === null ? luck.between(3 * HOUR, 78 * DAY) : Math.round(25 + luck.next() ** 2 * 9 * DAY);
  return {
    ...given,
    priority,
    source,
    ...written,
    title: written.title[0]!.toUpperCase() + written.title.slice(1),
    from: cast.who,
    beats: openIndex === null ? finishedBeats(written.beats, ago) : openBeats(written.beats, openIndex, cast.tech, cast.second, luck),
    // Finished ones are spread over the quarter; open ones are mostly of this week.
    ago,
  };
}

/** What was solved this week is resolved and waits to be closed. */
function finishedBeats(beats: readonly Beat[], ago: number): readonly Beat[] {
  const last = beats.at(-1);
  return last?.kind === 'close' && ago < 7 * DAY && beats.some(endsAt) ? beats.slice(0, -1) : beats;
}

function openBeats(beats: readonly Beat[], index: number, tech: string, second: string, luck: Chance): readonly Beat[] {
  const own = unfinished(beats, luck);
  const minutes = dueIn(index, luck);
  const owner = own.find((beat) => beat.kind === 'assign')?.to ?? tech;
  return [...own, ...(minutes === null ? [] : [due(owner, '1m', minutes)]), ...(index % 5 === 0 ? [watch(second, '2m')] : [])];
}
