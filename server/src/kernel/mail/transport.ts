import type { Mailbox } from './mailbox.ts';

/** A finished mail. Every text in it may come from a stranger; transports keep header lines apart. */
export interface OutgoingMail {
  /** `<id@domain>`; stays the same when the mail is tried again. */
  readonly messageId: string;
  readonly date: string;
  readonly from: Mailbox;
  readonly replyTo: Mailbox | null;
  readonly to: Mailbox;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Where mail goes. `send` returns when the other side has taken responsibility, else throws `MailRefused`. Never call it inside a
 * transaction.
 */
export interface MailTransport {
  readonly kind: 'smtp' | 'local-inbox';
  send(mail: OutgoingMail): Promise<void>;
  /** Connects and signs in, sends nothing; throws `MailRefused` about the server. */
  verify(): Promise<void>;
  close(): void;
}

/**
 * Why a mail did not leave, as a sentence for administrators. `permanent`: trying again cannot help. `about` the server: no mail
 * would have left, so this one is not to blame and all wait.
 */
export class MailRefused extends Error {
  readonly permanent: boolean;
  readonly about: 'mail' | 'server';
  /** The server has the whole mail and did not say whether it took it: each further attempt may be one more copy. */
  readonly unanswered: boolean;

  constructor(permanent: boolean, sentence: string, about: 'mail' | 'server' = 'mail', unanswered = false) {
    super(sentence);
    this.permanent = permanent;
    this.about = about;
    this.unanswered = unanswered;
  }
}
