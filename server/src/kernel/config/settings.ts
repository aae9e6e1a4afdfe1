import { isAbsolute, resolve } from 'node:path';
import { parseMailbox } from '../mail/mailbox.ts';

/** One setting of the environment, described as data: the reader and docs/generated/config.md use the same list. */
export interface Setting<T = unknown> {
  readonly name: string;
  /** As a person would write it; empty = unset. */
  readonly default: string;
  readonly description: string;
  /** Shown as `(secret)` in logs and documents. */
  readonly secret?: boolean;
  /** Returns the value, or throws `Wrong` with a sentence. Gets '' when the setting is absent and has no default. */
  readonly parse: (text: string) => T;
}

/** A setting that cannot be used; `message` completes the sentence "NAME …". */
export class Wrong extends Error {}

const setting = <const N extends string, T>(s: Setting<T> & { readonly name: N }): Setting<T> & { readonly name: N } => s;

function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    if (!/^\d+$/.test(text) || Number(text) < min || Number(text) > max) {
      throw new Wrong(`must be a whole number from ${min} to ${max}, not "${text}".`);
    }
    return Number(text);
  };
}

function urlOf(schemes: readonly string[], example: string) {
  return (text: string): string | null => {
    if (text === '') return null;
    const url = URL.canParse(text) ? new URL(text) : null;
    // The value itself is not repeated: it often carries a password.
    if (!url || !schemes.includes(url.protocol)) throw new Wrong(`must be an address such as ${example}.`);
    return text;
  };
}

function publicUrl(text: string): string | null {
  const value = urlOf(['http:', 'https:'], 'https://portal.example.com')(text);
  if (value === null) return null;
  const url = new URL(value);
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Wrong('must be a bare address without path, user or query, such as https://portal.example.com.');
  }
  return url.origin;
}

function oneOf<const T extends readonly string[]>(words: T) {
  return (text: string): T[number] => {
    if (!words.includes(text)) throw new Wrong(`must be one of ${words.join(', ')}, not "${text}".`);
    return text;
  };
}

function secrets(text: string): readonly string[] | null {
  if (text === '') return null;
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part.length < 32)) {
    throw new Wrong('must be at least 32 characters long (a second one after a comma is the previous secret, still accepted).');
  }
  return parts;
}

function mailbox(text: string) {
  if (text === '') return null;
  const parsed = parseMailbox(text);
  if (!parsed) throw new Wrong('must be an address such as help@example.com or Helpdesk <help@example.com>.');
  return parsed;
}

const optional = (text: string): string | null => (text === '' ? null : text);

/** Every setting, in the order of the documentation. */
export const SETTINGS = [
  setting({
    name: 'PORT',
    default: '3000',
    description: 'Port the server listens on. 0 picks a free one.',
    parse: wholeNumber(0, 65535),
  }),
  setting({
    name: 'HOST',
    default: '127.0.0.1',
    description: 'Address the server binds. 0.0.0.0 makes it reachable from other machines; put a proxy with TLS in front.',
    parse: (text) => {
      if (/[\s/]/.test(text)) throw new Wrong(`must be a host name or an IP address, not "${text}".`);
      return text;
    },
  }),
  setting({
    name: 'DATA_DIR',
    default: './data',
    description: 'Folder for uploads, the instance secret and, without DATABASE_URL, the embedded database. Back it up as a whole.',
    parse: (text) => (isAbsolute(text) ? text : resolve(text)),
  }),
  setting({
    name: 'DATABASE_URL',
    default: '',
    description: 'PostgreSQL 15 or newer, postgres://user:password@host:5432/name. Unset: the embedded database in DATA_DIR.',
    secret: true,
    parse: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/portico'),
  }),
  setting({
    name: 'REDIS_URL',
    default: '',
    description: 'Redis for live updates between several server processes. Unset: one process, or PostgreSQL.',
    secret: true,
    parse: urlOf(['redis:', 'rediss:'], 'redis://host:6379'),
  }),
  setting({
    name: 'SMTP_URL',
    default: '',
    description:
      'Mail server for outgoing mail, smtp://user:password@host:587. Unset: the demo keeps mail in its local inbox page; a real workspace sends none.',
    secret: true,
    parse: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
  }),
  setting({
    name: 'MAIL_FROM',
    default: '',
    description: 'Sender of outgoing mail, help@example.com or Helpdesk <help@example.com>. Unset: no-reply at the host of PUBLIC_URL.',
    parse: mailbox,
  }),
  setting({
    name: 'MAIL_REPLY_TO',
    default: '',
    description: 'Where answers to mails go. Unset: to the sender.',
    parse: mailbox,
  }),
  setting({
    name: 'PUBLIC_URL',
    default: '',
    description: 'Address people open in the browser; links in mail start with it. Unset: http://localhost and the port.',
    parse: publicUrl,
  }),
  setting({
    name: 'LOG_LEVEL',
    default: 'info',
    description: 'How much is logged: trace, debug, info, warn, error, fatal or silent.',
    parse: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  }),
  setting({
    name: 'PORTICO_DEMO',
    default: '1',
    description: '1 fills an empty workspace with demo data and binds this machine only; 0 starts empty with a set-up wizard.',
    parse: (text) => oneOf(['0', '1'])(text) === '1',
  }),
  setting({
    name: 'S3_ENDPOINT',
    default: '',
    description: 'Address of an S3 service for files. Reserved; files are kept in DATA_DIR in this version.',
    parse: urlOf(['http:', 'https:'], 'https://s3.example.com'),
  }),
  setting({ name: 'S3_BUCKET', default: '', description: 'Bucket for files. Reserved.', parse: optional }),
  setting({ name: 'S3_REGION', default: '', description: 'Region of the bucket. Reserved.', parse: optional }),
  setting({ name: 'S3_ACCESS_KEY_ID', default: '', description: 'Access key of the bucket. Reserved.', parse: optional }),
  setting({ name: 'S3_SECRET_ACCESS_KEY', default: '', description: 'Secret of the access key. Reserved.', secret: true, parse: optional }),
  setting({
    name: 'METRICS_TOKEN',
    default: '',
    description: 'Bearer token for /metrics from other machines. Unset: /metrics answers on loopback only.',
    secret: true,
    parse: (text) => {
      if (text !== '' && text.length < 16) throw new Wrong('must be at least 16 characters long.');
      return optional(text);
    },
  }),
  setting({
    name: 'PORTICO_SECRET',
    default: '',
    description:
      'Instance secret that seals stored credentials and signs links, at least 32 characters; "new,old" rotates it. Unset: made once and kept in DATA_DIR/secret.',
    secret: true,
    parse: secrets,
  }),
] as const;
