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

/** The server closes for everybody, or does not take what we send as: the same mail passes once that is over or corrected. */
function isAboutServer(error: SmtpError): boolean {
  const status = error.responseCode ?? 0;
  if (status === 421 || status === 530) return true;
  // A sender that may not send is one of our settings; 552 means this mail is too large, 45x that it shall come back.
  if (error.command?.startsWith('MAIL')) return status >= 500 && status !== 552;
  return !ABOUT_THE_MAIL.test(error.command ?? '');
}

/** What an SMTP failure means for a mail, in words. @example classify(error).permanent */
export function classify(thrown: unknown): MailRefused {
  if (thrown instanceof MailRefused) return thrown;
  const error = thrown as SmtpError;
  const said = headerText(error.response ?? '', 300);
  const status = error.responseCode ?? 0;
  if (error.code === 'EENVELOPE' && status === 0) return new MailRefused(true, 'The mail could not be written: its address is not valid.');
  if (error.code === 'EMESSAGE' && status === 0) return new MailRefused(true, 'The mail could not be written: its address is not valid.');
  const about = isAboutServer(error) ? 'server' : 'mail';
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH' || status === 530) {
    return new MailRefused(false, `The mail server did not accept the user name or password in SMTP_URL${quoted(said)}`, 'server');
  }
  if (status >= 500 && about === 'mail') {
    return new MailRefused(
      true,
      `The mail server refused ${error.command?.startsWith('RCPT') ? 'the address' : 'this mail'}${quoted(said)}`,
    );
  }
  if (status >= 500 && error.command?.startsWith('MAIL'))
    return new MailRefused(false, `The mail server refused our sender address (MAIL_FROM)${quoted(said)}`, 'server');
  if (status >= 400) return new MailRefused(false, `The mail server asked to try again later${quoted(said)}`, about);
  return new MailRefused(false, networkSentence(error), about);
}

const quoted = (said: string): string => (said === '' ? '.' : `: ${said}`);

/** The conversation broke off; only another connection can tell whether the server or this mail is to blame. */
export function isBrokenOff(thrown: unknown): boolean {
  const { code = '', responseCode } = thrown as SmtpError;
  return responseCode === 421 || (responseCode === undefined && /^(ESOCKET|ECONNECTION|ETIMEDOUT)$/.test(code));
}

function networkSentence({ code, message }: SmtpError): string {
  if (/SSL|TLS|certificate/i.test(message)) return 'No secure connection to the mail server could be made.';
  if (/ECONNRESET|EPIPE/.test(message)) return 'The mail server closed the connection.';
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
