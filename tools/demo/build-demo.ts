import { instant, layOut } from './calendar.ts';
import { chance } from './chance.ts';
import { companies } from './companies.ts';
import { contacts } from './contacts.ts';
import type { DemoStep, DemoTicket, DemoWorkspace } from './demo.types.ts';
import { departments, groups } from './groups.ts';
import { markup } from './markup.ts';
import { patternTickets } from './pattern-tickets.ts';
import { provider, serviceConfig, teams, techs } from './provider.ts';
import type { Beat, Script } from './script.ts';
import { serviceTypes } from './service-types.ts';
import { accountsAndMail } from './threads/accounts-and-mail.ts';
import { devicesAndPrint } from './threads/devices-and-print.ts';
import { networkAndProjects } from './threads/network-and-projects.ts';
import { othersOpen } from './threads/others-open.ts';
import { samsFriday } from './threads/sams-friday.ts';

export type * from './demo.types.ts';
export { type DemoFile, demoFile } from './demo-files.ts';

const SEED = 20_261_120;
const FINISHED_BY_PATTERN = 223;
const OPEN_BY_PATTERN = 30;
export const handWritten: readonly Script[] = [...samsFriday, ...othersOpen, ...accountsAndMail, ...devicesAndPrint, ...networkAndProjects];

const companyOf = new Map(contacts.map((contact) => [contact.key, contact.company]));
const CLOSED = new Set(serviceConfig.statuses.filter((status) => !status.open).map((status) => status.key));

/**
 * The whole demo workspace, relative to `nowIso`. Pure: the same instant gives the same workspace, no clock and no chance but the seed.
 *
 * @example const demo = buildDemo('2026-11-20T11:42:00.000Z');
 */
export function buildDemo(nowIso: string): DemoWorkspace {
  const now = Date.parse(nowIso);
  if (Number.isNaN(now)) throw new Error(`${nowIso} is not an instant.`);
  const taken = new Set(handWritten.map((script) => script.title));
  const scripts = [...handWritten, ...patternTickets(chance(SEED), FINISHED_BY_PATTERN, OPEN_BY_PATTERN, taken)];
  const tickets = scripts.map((script, index) => ticketOf(script, index, now));
  tickets.sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.key.localeCompare(b.key));
  return { provider, companies, contacts, techs, teams, departments, groups, serviceConfig, serviceTypes, tickets };
}

function ticketOf(script: Script, index: number, now: number): DemoTicket {
  const service = serviceTypes.find((type) => type.key === script.service);
  const beats = withAutomation(script.beats);
  const { created, times } = layOut(
    now,
    script.ago,
    beats.map((beat) => beat.gap),
  );
  const steps = beats.map((beat, i) => stepOf(beat, instant(times[i]!), now));
  return {
    key: `t${String(index + 1).padStart(3, '0')}`,
    title: script.title,
    descriptionHtml: markup(script.ask),
    company: companyOf.get(script.from)!,
    requester: script.from,
    createdAt: instant(created),
    queue: script.queue ?? service?.queue ?? serviceConfig.defaults.queue,
    status: serviceConfig.defaults.status,
    priority: script.priority ?? service?.priority ?? serviceConfig.defaults.priority,
    source: script.source ?? serviceConfig.defaults.source,
    category: script.category ?? service?.category ?? 'advice',
    serviceType: script.service ?? null,
    tags: script.tags ?? [],
    language: script.language ?? 'en',
    attachments: script.files ?? [],
    steps,
    unreadFor: script.unread ?? unread(beats, script),
  };
}

/** A contact who answers while we wait for somebody moves the ticket on, as the product would do by itself. */
function withAutomation(beats: readonly Beat[]): readonly Beat[] {
  const { from, to } = serviceConfig.automation.onContactUpdate;
  let current = serviceConfig.defaults.status;
  return beats.flatMap((beat, i): Beat[] => {
    if (beat.kind === 'status') current = beat.to;
    if (beat.kind === 'close') current = serviceConfig.automation.onClose;
    if (beat.kind === 'reopen') current = serviceConfig.automation.onReopen;
    const next = beats[i + 1];
    const told = next?.kind === 'status' && next.gap === '0m';
    if (beat.kind !== 'comment' || !companyOf.has(beat.by) || told || !from.includes(current)) return [beat];
    current = to;
    return [beat, { kind: 'status', by: beat.by, gap: '0m', to }];
  });
}

function stepOf(beat: Beat, at: string, now: number): DemoStep {
  const { by } = beat;
  switch (beat.kind) {
    case 'comment':
    case 'note':
      return { kind: beat.kind, at, by, html: markup(beat.text), attachments: beat.files };
    case 'edit':
      return { kind: 'edit', at, by, html: markup(beat.text) };
    case 'assign':
      return { kind: 'assign', at, by, to: beat.to, team: beat.team };
    case 'due':
      return { kind: 'due', at, by, to: beat.inMinutes === null ? null : instant(now + beat.inMinutes * 60_000) };
    case 'participant':
      return { kind: 'participant', at, by, person: beat.person, role: beat.role };
    case 'tags':
      return { kind: 'tags', at, by, to: beat.to };
    case 'status':
    case 'priority':
      return { kind: beat.kind, at, by, to: beat.to };
    case 'close':
    case 'reopen':
      return { kind: beat.kind, at, by };
  }
}

/** In an open ticket the side that did not write last has something to read, if it was written within two days. */
function unread(beats: readonly Beat[], script: Script): readonly string[] {
  const last = beats.findLast((beat) => beat.kind === 'comment');
  const ended = beats.findLast((beat) => beat.kind === 'status' || beat.kind === 'close' || beat.kind === 'reopen');
  const closed = ended?.kind === 'close' || (ended?.kind === 'status' && CLOSED.has(ended.to));
  if (!last || closed || script.ago > 2880) return [];
  const owner = beats.findLast((beat) => beat.kind === 'assign')?.to;
  if (!companyOf.has(last.by)) return [script.from];
  return owner ? [owner] : [];
}
