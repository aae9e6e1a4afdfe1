import { headerText } from './mailbox.ts';
import { MailRefused } from './transport.ts';

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/**
 * A refusal in the middle of a mail is about this mail; before that (greeting, TLS, sign-in) it is about the server or our
 * settings, and the same mail will pass once those are right.
 */
const ABOUT_THE_MAIL = /^(MAIL FROM|RCPT TO|DATA)/;

/** What an SMTP failure means for a mail, in words. @example classify(error).permanent */
export function classify(thrown: unknown): MailRefused {
  if (thrown instanceof MailRefused) return thrown;
  const error = thrown as SmtpError;
  const said = headerText(error.response ?? '', 300);
  const status = error.responseCode ?? 0;
  const aboutTheMail = ABOUT_THE_MAIL.test(error.command ?? '');
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') {
    return new MailRefused(false, `The mail server did not accept the user name or password in SMTP_URL${quoted(said)}`);
  }
  if (status >= 500 && aboutTheMail) {
    const what = error.command?.startsWith('RCPT') ? 'the address' : error.command?.startsWith('MAIL') ? 'our sender address' : 'this mail';
    return new MailRefused(true, `The mail server refused ${what}${quoted(said)}`);
  }
  if (status >= 400) return new MailRefused(false, `The mail server asked to try again later${quoted(said)}`);
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
    return new MailRefused(true, 'The mail could not be written: its address is not valid.');
  return new MailRefused(false, networkSentence(error.code));
}

const quoted = (said: string): string => (said === '' ? '.' : `: ${said}`);

function networkSentence(code: string | undefined): string {
  switch (code) {
    case 'EDNS':
      return 'The name of the mail server could not be looked up.';
    case 'ETIMEDOUT':
      return 'The mail server did not answer in time.';
    case 'ETLS':
    case 'EREQUIRETLS':
      return 'No secure connection to the mail server could be made.';
    case 'EPROTOCOL':
      return 'The mail server gave an answer that could not be understood.';
    case 'ECONNECTION':
      return 'The mail server closed the connection.';
    default:
      return 'The mail server could not be reached.';
  }
}
