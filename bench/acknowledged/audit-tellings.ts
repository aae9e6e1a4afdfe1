import type { Facts, MailFact } from './facts.ts';
import { grouped, type Report } from './findings.ts';
import type { Told } from './writes.ts';

/** A change that is there, and who must have been told of it. */
export interface Telling {
  readonly key: string;
  readonly changeId: string;
  readonly ticketId: number;
  readonly told: readonly Told[];
}

interface Input {
  readonly tellings: readonly Telling[];
  readonly facts: Facts;
  readonly arrived: readonly string[] | null;
}

/** Every notice exactly once, every mail at least once and under one Message-ID; nobody is told what is not his. */
export function judgeTellings(report: Report, input: Input): void {
  judgeNotices(report, input);
  judgeMails(report, input);
  judgeArrivals(report, input);
}

function judgeNotices(report: Report, { tellings, facts }: Input): void {
  const found = grouped(facts.notices, (notice) => `${notice.changeId}:${notice.account}`);
  const expected = new Set<string>();
  for (const { key, changeId, told } of tellings) {
    for (const { account } of told) {
      expected.add(`${changeId}:${account}`);
      if (!found.has(`${changeId}:${account}`)) report('notice.lost', key, `account ${account} was not told`);
    }
  }
  const perFact = grouped(facts.notices, (notice) => `${notice.eventId}:${notice.account}`);
  for (const { changeId, account, eventId, ticketId } of facts.notices) {
    const copies = (found.get(`${changeId}:${account}`) ?? []).length;
    const isDoubled = copies > 1 || (perFact.get(`${eventId}:${account}`) ?? []).length > 1;
    if (isDoubled) report('notice.doubled', `ticket ${ticketId}`, `account ${account} was told more than once of change ${changeId}`);
    else if (!expected.has(`${changeId}:${account}`))
      report('notice.unexpected', `ticket ${ticketId}`, `account ${account} was told of change ${changeId}`);
  }
}

function judgeMails(report: Report, { tellings, facts }: Input): void {
  const found = grouped(facts.mails, factOf);
  const expected = new Set<string>();
  for (const { key, changeId, told } of tellings) {
    for (const { account, mail: wanted } of told) {
      if (!wanted) continue;
      expected.add(`${changeId}:${account}`);
      const mails = found.get(`${changeId}:${account}`) ?? [];
      if (mails.length === 0) report('mail.lost', key, `no mail was made for account ${account}`);
      if (mails.length > 1) report('mail.doubled', key, `account ${account} has ${mails.length} mails with Message-IDs of their own`);
      for (const mail of mails) if (mail.state !== 'sent') report('mail.notSent', key, `the mail to account ${account} is ${mail.state}`);
    }
  }
  for (const mail of facts.mails)
    if (!expected.has(factOf(mail))) report('mail.unexpected', `ticket ${mail.ticketId}`, `${mail.dedupeKey} to account ${mail.account}`);
}

/** `notice:CHANGE:ACCOUNT…` names the fact a mail is about. */
const factOf = (mail: MailFact): string => mail.dedupeKey.split(':').slice(1, 3).join(':');

/** A fact that makes two mails has two Message-IDs: then one of them is known to the mail server but not to the database. */
function judgeArrivals(report: Report, { facts, arrived }: Input): void {
  if (arrived === null) return;
  const received = new Set(arrived);
  const known = new Set(facts.mails.map((mail) => mail.messageId));
  for (const { messageId, ticketId, account, state } of facts.mails)
    if (state === 'sent' && !received.has(messageId))
      report('mail.lost', `ticket ${ticketId}`, `the mail to account ${account} never arrived`);
  for (const messageId of received)
    if (!known.has(messageId)) report('mail.doubled', messageId, 'a mail arrived whose Message-ID belongs to no mail');
}
