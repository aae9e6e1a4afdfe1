import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildDemo, type DemoStep, type DemoTicket, demoFile, handWritten } from './build-demo.ts';
import { demoFileKeys } from './demo-files.ts';

const NOW = '2026-11-20T11:42:00.000Z';
const demo = buildDemo(NOW);
const DAY = 86_400_000;

const keys = (list: readonly { readonly key: string }[]) => new Set(list.map((one) => one.key));
const people = new Set([...keys(demo.contacts), ...keys(demo.techs)]);
const { queues, statuses, priorities, sources, categories, tags } = demo.serviceConfig;

function finalStatus(ticket: DemoTicket): string {
  return ticket.steps.reduce(
    (now, step) => (step.kind === 'status' ? step.to : step.kind === 'close' ? 'closed' : step.kind === 'reopen' ? 'in-progress' : now),
    ticket.status,
  );
}
function assignee(ticket: DemoTicket): string | null {
  return ticket.steps.reduce<string | null>((now, step) => (step.kind === 'assign' ? step.to : now), null);
}
const isOpen = (ticket: DemoTicket) => statuses.find((status) => status.key === finalStatus(ticket))!.open;
const open = demo.tickets.filter(isOpen);

/** Every key a step names, with the set it must come from. */
function references(step: DemoStep): [string, ReadonlySet<string>][] {
  const own: [string, ReadonlySet<string>][] = [[step.by, people]];
  if (step.kind === 'assign' && step.to) own.push([step.to, keys(demo.techs)]);
  if (step.kind === 'assign' && step.team) own.push([step.team, keys(demo.teams)]);
  if (step.kind === 'status') own.push([step.to, keys(statuses)]);
  if (step.kind === 'priority') own.push([step.to, keys(priorities)]);
  if (step.kind === 'participant') own.push([step.person, people]);
  if (step.kind === 'tags') own.push(...step.to.map((tag): [string, ReadonlySet<string>] => [tag, new Set(tags.map((one) => one.name))]));
  if (step.kind === 'comment' || step.kind === 'note')
    own.push(...step.attachments.map((file): [string, ReadonlySet<string>] => [file, new Set(demoFileKeys)]));
  return own;
}

describe('references', () => {
  test('of every ticket resolve', () => {
    for (const ticket of demo.tickets) {
      const pairs: [string, ReadonlySet<string>][] = [
        [ticket.company, keys(demo.companies)],
        [ticket.requester, keys(demo.contacts)],
        [ticket.queue, keys(queues)],
        [ticket.status, keys(statuses)],
        [ticket.priority, keys(priorities)],
        [ticket.source, keys(sources)],
        [ticket.category, keys(categories)],
        ...(ticket.serviceType ? [[ticket.serviceType, keys(demo.serviceTypes)] as [string, ReadonlySet<string>]] : []),
        ...ticket.unreadFor.map((person): [string, ReadonlySet<string>] => [person, people]),
        ...ticket.attachments.map((file): [string, ReadonlySet<string>] => [file, new Set(demoFileKeys)]),
        ...ticket.steps.flatMap(references),
      ];
      for (const [key, set] of pairs) expect(set.has(key), `${ticket.title}: ${key}`).toBe(true);
    }
  });

  test('of groups and departments resolve, and members of a group work at its company', () => {
    for (const { company, name, members } of demo.groups)
      for (const key of Object.keys(members))
        expect(demo.contacts.find((one) => one.key === key)?.company, `${name}: ${key}`).toBe(company);
    for (const { lead, members } of demo.departments)
      for (const key of [lead, ...members]) expect(keys(demo.techs).has(key), key).toBe(true);
  });

  test('of teams, techs and service types resolve', () => {
    for (const team of demo.teams) for (const member of team.members) expect(keys(demo.techs)).toContain(member);
    for (const tech of demo.techs) for (const company of tech.onlyCompanies ?? []) expect(keys(demo.companies)).toContain(company);
    for (const type of demo.serviceTypes)
      expect([keys(queues).has(type.queue), keys(categories).has(type.category), keys(priorities).has(type.priority)]).toEqual([
        true,
        true,
        true,
      ]);
  });

  test('keep to the company: nobody writes in a foreign ticket, and restricted techs stay inside', () => {
    const company = new Map(demo.contacts.map((contact) => [contact.key, contact.company]));
    const only = new Map(demo.techs.map((tech) => [tech.key, tech.onlyCompanies]));
    for (const ticket of demo.tickets) {
      for (const step of ticket.steps) {
        for (const person of step.kind === 'participant' ? [step.by, step.person] : [step.by]) {
          if (company.has(person)) expect(company.get(person), ticket.title).toBe(ticket.company);
          else if (only.get(person)) expect(only.get(person), ticket.title).toContain(ticket.company);
        }
      }
    }
  });

  test('people have distinct keys; only chosen people share an address', () => {
    expect(people.size).toBe(demo.contacts.length + demo.techs.length);
    const addresses = [...demo.contacts, ...demo.techs].map((person) => person.email);
    const shared = new Set(addresses.filter((address, i) => addresses.indexOf(address) !== i));
    expect([...shared].sort()).toEqual(['jana.osterkamp@bergmann-steuer.example', 'ravi.menon@marlow-architects.example']);
    for (const address of addresses) expect(address).toMatch(/^[a-z][a-z.-]*[a-z]@[a-z-]+\.example$/);
  });
});

describe('times', () => {
  test.each([NOW, '2026-11-22T00:04:00.000Z', '2027-03-28T01:30:00.000Z'])('are ordered, in the past and within 100 days of %s', (now) => {
    for (const ticket of buildDemo(now).tickets) {
      const times = [ticket.createdAt, ...ticket.steps.map((step) => step.at), now];
      expect(times, ticket.title).toEqual([...times].sort());
      expect(Date.parse(now) - Date.parse(ticket.createdAt), ticket.title).toBeLessThan(100 * DAY);
    }
  });

  test('are the same for the same now, and move with it', () => {
    expect(buildDemo(NOW)).toEqual(demo);
    expect(
      buildDemo('2026-11-27T11:42:00.000Z')
        .tickets.map((ticket) => ticket.title)
        .sort(),
    ).toEqual(demo.tickets.map((ticket) => ticket.title).sort());
  });
});

describe('the stock of tickets', () => {
  test('is large, with distinct titles and enough written by hand', () => {
    expect(demo.tickets.length).toBeGreaterThanOrEqual(320);
    expect(new Set(demo.tickets.map((ticket) => ticket.title)).size).toBe(demo.tickets.length);
    const threads = handWritten.filter(
      (script) => script.beats.filter((beat) => beat.kind === 'comment' || beat.kind === 'note').length >= 1,
    );
    expect(threads.length).toBeGreaterThanOrEqual(45);
  });

  test('speaks German in about a fifth, Arabic and French in a few', () => {
    const share = (language: string) => demo.tickets.filter((ticket) => ticket.language === language).length / demo.tickets.length;
    expect(share('de')).toBeGreaterThan(0.15);
    expect(share('de')).toBeLessThan(0.3);
    expect(share('ar')).toBeGreaterThan(0);
    expect(share('fr')).toBeGreaterThan(0);
  });

  test('leaves 61 open: 14 with Sam, 6 with nobody; some past due, some due soon', () => {
    expect(open.length).toBe(61);
    expect(open.filter((ticket) => assignee(ticket) === 'sam').length).toBe(14);
    expect(open.filter((ticket) => assignee(ticket) === null).length).toBe(6);
    const dues = open.flatMap((ticket) =>
      ticket.steps.flatMap((step) => (step.kind === 'due' && step.to ? [(Date.parse(step.to) - Date.parse(NOW)) / 60_000] : [])),
    );
    expect(dues.filter((minutes) => minutes < 0).length).toBeGreaterThanOrEqual(3);
    expect(dues.filter((minutes) => minutes > 0 && minutes <= 120).length).toBeGreaterThanOrEqual(5);
    expect(dues.filter((minutes) => minutes > 1440).length).toBeGreaterThanOrEqual(5);
  });

  test('uses every status, priority, source, queue and service type', () => {
    expect(new Set(demo.tickets.map(finalStatus))).toEqual(keys(statuses));
    expect(new Set(demo.tickets.map((ticket) => ticket.priority))).toEqual(keys(priorities));
    expect(new Set(demo.tickets.map((ticket) => ticket.source))).toEqual(keys(sources));
    expect(new Set(demo.tickets.map((ticket) => ticket.queue))).toEqual(keys(queues));
    expect(
      demo.serviceTypes.filter((type) => !demo.tickets.some((ticket) => ticket.serviceType === type.key)).map((type) => type.key),
    ).toEqual(['move-team']);
  });

  test('contains no markup signs that were meant to become HTML', () => {
    for (const ticket of demo.tickets) {
      const bodies = [ticket.descriptionHtml, ...ticket.steps.flatMap((step) => ('html' in step ? [step.html] : []))];
      for (const body of bodies) expect(body, ticket.title).not.toMatch(/undefined|\*(?![^<]*<\/code>)|`|\[object|<p><\/p>/);
    }
  });
});

describe('attached files', () => {
  test('are small, valid and the same every time', () => {
    for (const key of demoFileKeys) {
      const { bytes, type } = demoFile(key);
      const content = Buffer.from(bytes());
      expect(content.equals(Buffer.from(demoFile(key).bytes()))).toBe(true);
      expect(content.length).toBeLessThan(50_000);
      if (type === 'image/png')
        expect(inflateSync(content.subarray(content.indexOf('IDAT') + 4, content.indexOf('IEND') - 8)).length).toBeGreaterThan(1000);
      if (type === 'application/pdf') {
        const written = content.toString('latin1');
        const xref = Number(/startxref\n(\d+)\n%%EOF/.exec(written)![1]);
        expect(written.slice(xref, xref + 4)).toBe('xref');
      }
    }
  });
});
