import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import { classify, isBrokenOff } from './classify.ts';
import { headerText, isAddress, type Mailbox } from './mailbox.ts';
import { MailRefused, type MailTransport, type OutgoingMail } from './transport.ts';

export interface SmtpTimes {
  /** Until connected and greeted, and for each answer while looking whether the server is there. */
  readonly connectMs: number;
  /** From the connection to the last byte of a mail. */
  readonly handOverMs: number;
  /** From there to the answer. RFC 5321 (4.5.3.2.6) asks for ten minutes: whoever hangs up sooner gets the mail delivered twice. */
  readonly answerMs: number;
}
const TIMES: SmtpTimes = { connectMs: 15_000, handOverMs: 90_000, answerMs: 600_000 };
/** One mail with all its waits, and a look whether the server is there; the job that sends it gets more. */
export const LONGEST_MAIL_MS = TIMES.handOverMs + TIMES.answerMs + 2 * TIMES.connectMs;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Pooled SMTP: connections are kept for the next mail.
 *
 * @example const transport = createSmtpTransport('smtp://user:password@mail.example.com:587');
 */
export function createSmtpTransport(url: string, times: SmtpTimes = TIMES): MailTransport {
  const { hostname, protocol, username } = new URL(url);
  const settings = {
    url,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    dnsTimeout: times.connectMs,
    // A password never crosses a network in the clear.
    requireTLS: protocol === 'smtp:' && username !== '' && !LOOPBACK.has(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const pool = createTransport({
    ...settings,
    pool: true,
    maxConnections: 8,
    // Trying again is the job's work: it keeps count and can be seen.
    maxRequeues: 0,
    // Each mail has its own, shorter, for what comes before.
    socketTimeout: times.answerMs + 1_000,
  });
  pool.use('stream', (mail, done) => {
    const { onRead } = mail.data as { onRead?: () => void };
    mail.message.transform(() => new PassThrough().once('end', () => onRead?.()));
    done();
  });
  // Of its own: a server that hangs is looked at once a minute and must not keep each of those connections for minutes.
  const probe = createTransport({ ...settings, socketTimeout: times.connectMs });
  const verify = async (): Promise<void> => {
    try {
      await within(2 * times.connectMs, probe.verify());
    } catch (error) {
      throw new MailRefused(false, classify(error).message, 'server');
    }
  };
  return {
    kind: 'smtp',
    // Also what waits for an answer: the process shall end, and its jobs were given their time.
    close: () => pool.close({ force: true }),
    verify,
    async send(mail) {
      const message = messageOf(mail);
      const patience = patienceOf(times);
      try {
        await pool.sendMail({ ...message, signal: patience.signal, onRead: patience.onRead } as typeof message);
      } catch (error) {
        const late = patience.signal.aborted;
        const { responseCode } = error as { responseCode?: number };
        if (patience.isRead() && responseCode === undefined)
          throw new MailRefused(false, 'The mail server was given the whole mail and did not say whether it took it.', 'mail', true);
        const refused = late ? new MailRefused(false, 'The mail server did not take the mail in time.') : classify(error);
        // A mail that makes the server hang up must not look like a server that is away, or all others would wait for it.
        if (late || (refused.about === 'server' && isBrokenOff(error))) {
          await verify();
          throw new MailRefused(false, refused.message, 'mail');
        }
        throw refused;
      } finally {
        patience.end();
      }
    },
  };
}

/** Short while the mail is handed over, long for the answer. When it ends, so does the connection: nothing is sent behind our back. */
function patienceOf({ handOverMs, answerMs }: SmtpTimes) {
  const control = new AbortController();
  const after = (ms: number) => setTimeout(() => control.abort(), ms);
  let timer = after(handOverMs);
  let read = false;
  return {
    signal: control.signal,
    isRead: () => read,
    onRead: () => {
      clearTimeout(timer);
      read = true;
      if (!control.signal.aborted) timer = after(answerMs);
    },
    end: () => clearTimeout(timer),
  };
}

/** Addresses are checked and every header is one line: text from a form can never add a recipient or a header. */
function messageOf(mail: OutgoingMail) {
  const headers = Object.entries(mail.headers).map(([name, value]) => {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw new MailRefused(true, 'The mail has a header that must not exist.');
    return [name, headerText(value, 900)] as const;
  });
  const to = boxOf(mail.to);
  const from = boxOf(mail.from);
  return {
    envelope: { from: from.address, to: [to.address] },
    messageId: headerText(mail.messageId),
    date: new Date(mail.date),
    from,
    to: [to],
    ...(mail.replyTo ? { replyTo: boxOf(mail.replyTo) } : {}),
    subject: headerText(mail.subject),
    html: mail.html.toWellFormed(),
    text: mail.text.toWellFormed(),
    headers: Object.fromEntries(headers),
  };
}

function boxOf(box: Mailbox): { name: string; address: string } {
  if (!isAddress(box.address)) throw new MailRefused(true, 'The mail could not be written: its address is not valid.');
  return { name: headerText(box.name ?? '', 100), address: box.address };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailRefused(false, 'The mail server did not answer in time.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
