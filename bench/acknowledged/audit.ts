import { judgeTellings, type Telling } from './audit-tellings.ts';
import type { EntryFact, Facts, FileFact } from './facts.ts';
import { type Finding, grouped, judgeCount, type Report } from './findings.ts';
import type { Expectation, Write } from './writes.ts';

export interface AuditInput {
  readonly writes: readonly Write[];
  readonly facts: Facts;
  /** Message-IDs of the mails that arrived, one entry per copy; null when nobody watched the mail server. */
  readonly arrived: readonly string[] | null;
}

type Of<K extends Expectation['kind']> = Write & { readonly expect: Extract<Expectation, { kind: K }> };
const ofKind = <K extends Expectation['kind']>(writes: readonly Write[], kind: K) =>
  writes.filter((write): write is Of<K> => write.expect.kind === kind);

/** Titles, comments and file names begin with the key of their request. */
const keyIn = (text: string): string => text.split(/[ .]/, 1)[0] ?? '';

/** Compares what was acknowledged with what is there. An empty list is the promise kept. */
export function audit({ writes, facts, arrived }: AuditInput): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, key, detail) => void findings.push({ code, key, detail });
  for (const write of writes) judgeAnswers(report, write);
  const tellings = [
    ...judgeTickets(report, writes, facts),
    ...judgeComments(report, writes, facts),
    ...judgeStatuses(report, writes, facts),
  ];
  judgeUploads(report, writes, facts);
  judgeCounters(report, facts);
  judgeTellings(report, { tellings, facts, arrived });
  for (const what of facts.unfinished) report('work.unfinished', '', what);
  return findings;
}

function judgeAnswers(report: Report, { key, ids }: Write): void {
  if (new Set(ids).size > 1) report('answer.changed', key, `the same request was answered with ids ${[...new Set(ids)].join(' and ')}`);
}

function judgeTickets(report: Report, writes: readonly Write[], facts: Facts): Telling[] {
  const byKey = grouped(facts.tickets, (ticket) => keyIn(ticket.title));
  const created = grouped(
    facts.entries.filter((entry) => entry.kind === 'created'),
    (entry) => entry.ticketId,
  );
  const sent = ofKind(writes, 'ticket');
  const keys = new Set(sent.map((write) => write.key));
  for (const ticket of facts.tickets)
    if (!keys.has(keyIn(ticket.title))) report('write.unexpected', ticket.title, 'nobody sent this ticket');
  return sent.flatMap((write) => {
    const found = byKey.get(write.key) ?? [];
    judgeCount(report, write, found.length, 'the ticket');
    return found.slice(0, 1).flatMap(({ id }) => {
      if (write.outcome === 'acknowledged' && !write.ids.includes(id))
        report('answer.changed', write.key, `the answer named ${write.ids[0]}, the ticket is ${id}`);
      return tellingOf(report, write.key, created.get(id) ?? [], write.expect.told);
    });
  });
}

function judgeComments(report: Report, writes: readonly Write[], facts: Facts): Telling[] {
  const byKey = grouped(facts.comments, (comment) => keyIn(comment.text));
  const entries = grouped(facts.entries, (entry) => entry.commentId);
  const files = grouped(
    facts.files.flatMap((file) => file.comments.map((comment) => ({ ...file, comment }))),
    (file) => file.comment,
  );
  const sent = ofKind(writes, 'comment');
  const keys = new Set(sent.map((write) => write.key));
  for (const { text } of facts.comments) if (!keys.has(keyIn(text))) report('write.unexpected', text, 'nobody sent this comment');
  return sent.flatMap((write) => {
    const { ticketId, visibility, told } = write.expect;
    const found = byKey.get(write.key) ?? [];
    judgeCount(report, write, found.length, 'the comment');
    return found.slice(0, 1).flatMap((comment) => {
      if (comment.ticketId !== ticketId || comment.visibility !== visibility)
        report('write.unexpected', write.key, `the comment is ${comment.visibility} on ticket ${comment.ticketId}`);
      judgeFiles(report, write, files.get(comment.id) ?? []);
      return tellingOf(report, write.key, entries.get(comment.id) ?? [], told);
    });
  });
}

/** A write has exactly one entry of its kind; the change it belongs to is what people are told of. */
function tellingOf(report: Report, key: string, entries: readonly EntryFact[], told: Telling['told']): Telling[] {
  if (entries.length === 0) report('timeline.lost', key, 'it has no entry in the timeline');
  if (entries.length > 1) report('timeline.doubled', key, `it has ${entries.length} entries in the timeline`);
  return entries.slice(0, 1).map(({ changeId, ticketId }) => ({ key, changeId, ticketId, told }));
}

function judgeFiles(report: Report, write: Of<'comment'>, found: readonly FileFact[]): void {
  for (const wanted of write.expect.files) {
    const copies = found.filter((file) => file.name === wanted.name);
    if (copies.length === 0) report('attachment.lost', write.key, `${wanted.name} is not attached`);
    if (copies.length > 1) report('attachment.doubled', write.key, `${wanted.name} is attached ${copies.length} times`);
  }
  for (const { name } of found)
    if (!write.expect.files.some((wanted) => wanted.name === name)) report('attachment.unexpected', write.key, `${name} is attached`);
}

function judgeUploads(report: Report, writes: readonly Write[], facts: Facts): void {
  const byKey = grouped(facts.files, (file) => keyIn(file.name));
  for (const write of ofKind(writes, 'upload')) {
    const found = byKey.get(write.key) ?? [];
    judgeCount(report, write, found.length, 'the file');
    for (const file of found)
      if (file.size !== write.expect.file.size || file.sha256 !== write.expect.file.sha256)
        report('file.damaged', write.key, `${file.name} is not what was sent`);
  }
}

/** Changes of a ticket that came with no comment are its status switches, in the order in which their one client sent them. */
function judgeStatuses(report: Report, writes: readonly Write[], facts: Facts): Telling[] {
  const sent = grouped(ofKind(writes, 'status'), (write) => write.expect.ticketId);
  const entries = grouped(facts.entries, (entry) => entry.ticketId);
  const tellings: Telling[] = [];
  for (const { id } of facts.tickets) {
    const all = entries.get(id) ?? [];
    const spoken = new Set(all.filter((entry) => entry.commentId !== null || entry.kind === 'created').map((entry) => entry.changeId));
    const switches = all.filter((entry) => !spoken.has(entry.changeId));
    const left = [...switches];
    for (const write of sent.get(id) ?? []) {
      const [next] = left;
      const fits = next !== undefined && isSwitchTo(next, write.expect.to);
      if (fits) {
        left.shift();
        if (write.outcome === 'refused') report('write.refusedButDone', write.key, 'the switch was refused and is there');
        tellings.push({ key: write.key, changeId: next.changeId, ticketId: id, told: write.expect.told });
      } else if (write.outcome === 'acknowledged')
        report('write.lost', write.key, `the switch of ticket ${id} to ${write.expect.to} is not there in its place`);
    }
    for (const entry of left) {
      const twin = switches.find((one) => one !== entry && one.kind === entry.kind && one.status?.[1] === entry.status?.[1]);
      report(twin ? 'write.doubled' : 'write.unexpected', `ticket ${id}`, `entry ${entry.seq} (${entry.kind}) was sent by nobody`);
    }
  }
  return tellings;
}

const isSwitchTo = (entry: EntryFact, to: number | 'closed' | 'reopened'): boolean =>
  typeof to === 'number' ? entry.kind === 'changed' && entry.status?.[1] === to : entry.kind === to;

function judgeCounters(report: Report, facts: Facts): void {
  const entries = grouped(facts.entries, (entry) => entry.ticketId);
  const comments = grouped(facts.comments, (comment) => comment.ticketId);
  for (const ticket of facts.tickets) {
    const wrong = (what: string) => report('counter.wrong', ticket.title, `${what} of ticket ${ticket.id}`);
    const seqs = (entries.get(ticket.id) ?? []).map((entry) => entry.seq);
    if (seqs.some((seq, index) => seq !== index + 1) || seqs.length !== ticket.seq)
      wrong(`entries ${seqs.join(',')} against seq ${ticket.seq}`);
    const mine = comments.get(ticket.id) ?? [];
    if (mine.length !== ticket.commentCount) wrong(`${mine.length} comments against comment_count ${ticket.commentCount}`);
    const shown = mine.filter((comment) => comment.visibility === 'public').length;
    if (shown !== ticket.publicCommentCount) wrong(`${shown} public comments against public_comment_count ${ticket.publicCommentCount}`);
    if (ticket.documents !== 2)
      report('index.wrong', ticket.title, `ticket ${ticket.id} has ${ticket.documents} search documents instead of 2`);
  }
}
