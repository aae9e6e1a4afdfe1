import type { MailTransport } from '../../kernel/mail/transport.ts';

interface Log {
  error(facts: object, words: string): void;
  info(words: string): void;
}
interface Gate {
  readonly sentence: string;
  readonly until: number;
}

/** How long this process believes what it saw; a wrong belief costs no more than this. By a clock that never jumps. */
const BELIEF_MS = 30_000;
const gates = new WeakMap<MailTransport, Gate>();

/**
 * What this process knows about its mail server. While it is away nobody connects but the job that looks whether it is back: a
 * thousand waiting mails are one line in the log and one connection a minute.
 */
export function closeGate(transport: MailTransport, sentence: string, log: Log): void {
  if (gates.get(transport)?.sentence !== sentence) {
    const advice = 'Mail waits and leaves by itself when this is over. Check SMTP_URL and the mail server; portico doctor tries it.';
    log.error({ advice }, `no mail leaves: ${sentence}`);
  }
  gates.set(transport, { sentence, until: performance.now() + BELIEF_MS });
}

export function openGate(transport: MailTransport, log: Log): void {
  if (gates.delete(transport)) log.info('the mail server takes mail again');
}

/** Why no mail leaves right now, or null. */
export function closedBecause(transport: MailTransport): string | null {
  const gate = gates.get(transport);
  return gate && gate.until > performance.now() ? gate.sentence : null;
}
