import { createTransport } from 'nodemailer';
import { classify } from './classify.ts';
import { headerText, isAddress, type Mailbox } from './mailbox.ts';
import { MailRefused, type MailTransport, type OutgoingMail } from './transport.ts';

export interface SmtpTimes {
  /** Until connected and greeted. */
  readonly connectMs: number;
  /** Longest silence of the server. */
  readonly silenceMs: number;
  /** The whole of one mail; shorter than the job that sends it may take. */
  readonly mailMs: number;
}
const TIMES: SmtpTimes = { connectMs: 15_000, silenceMs: 45_000, mailMs: 90_000 };
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Pooled SMTP: connections are kept for the next mail.
 *
 * @example const transport = createSmtpTransport('smtp://user:password@mail.example.com:587');
 */
export function createSmtpTransport(url: string, times: SmtpTimes = TIMES): MailTransport {
  const { hostname, protocol, username } = new URL(url);
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: 8,
    // Trying again is the job's work: it keeps count and can be seen.
    maxRequeues: 0,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    dnsTimeout: times.connectMs,
    socketTimeout: times.silenceMs,
    // A password never crosses a network in the clear.
    requireTLS: protocol === 'smtp:' && username !== '' && !LOOPBACK.has(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'smtp',
    close: () => pool.close(),
    async send(mail) {
      const message = messageOf(mail);
      try {
        await within(times.mailMs, pool.sendMail(message));
      } catch (error) {
        throw classify(error);
      }
    },
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
    timer = setTimeout(() => reject(new MailRefused(false, 'The mail server did not take the mail in time.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
