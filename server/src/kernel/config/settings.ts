import { isAbsolute, resolve } from 'node:path';
import { readProxies } from '../http/proxies.ts';
import { parseMailbox } from '../mail/mailbox.ts';
import { type Allowed, parseAllowed } from '../outbound/allow-list.ts';

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

/** First words of our own addresses: below `/portal` nobody could tell `/portal/tickets` from `/tickets`. */
const OWN_PATHS = new Set(['api', 'files', 'portal', 'tech', 'admin', 'sign-in', 'setup', 'inbox', 'assets', 'socket.io', 'metrics']);

function publicUrl(text: string): string | null {
  const value = urlOf(['http:', 'https:'], 'https://portal.example.com')(text);
  if (value === null) return null;
  const url = new URL(value);
  if (url.search || url.hash || url.username) {
    throw new Wrong('must be an address without user or query, such as https://portal.example.com or https://example.com/portico.');
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (!/^(\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/.test(path)) {
    throw new Wrong('has a path that cannot be used: letters, digits, dots and dashes only, such as https://example.com/portico.');
  }
  const [, first = ''] = path.split('/');
  if (OWN_PATHS.has(first)) throw new Wrong(`has a path that begins with /${first}, which Portico uses itself. Choose another word.`);
  return url.origin + path;
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

function allowedTargets(text: string): readonly Allowed[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const allowed = parseAllowed(part.toLowerCase());
      if (!allowed) throw new Wrong(`must list hosts or networks such as idp.intra, *.corp.example:9443 or 10.1.0.0/16, not "${part}".`);
      return allowed;
    });
}

function trustedProxies(text: string): readonly string[] {
  const read = readProxies(text);
  if ('wrong' in read) throw new Wrong(`must list addresses or networks such as 10.0.0.7, 10.1.0.0/16 or loopback, not "${read.wrong}".`);
  return read.list;
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
    description: 'Redis (6.2 or newer) that carries live updates between several server processes. Unset: PostgreSQL carries them.',
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
    description:
      'Address people open in the browser; links in mail start with it. With a path (https://example.com/portico) everything lives below it. Unset: http://localhost and the port.',
    parse: publicUrl,
  }),
  setting({
    name: 'TRUST_PROXY',
    default: '',
    description:
      'Proxies whose X-Forwarded-For, -Proto and -Host are believed: addresses and networks separated by commas (10.0.0.7, 10.1.0.0/16), or loopback for a proxy on this machine. Unset: nobody, and every request counts as coming from the proxy itself.',
    parse: trustedProxies,
  }),
  setting({
    name: 'DRAIN_SECONDS',
    default: '0',
    description:
      'Seconds a server that is stopped with SIGTERM still answers while the balancer in front takes it out; such a server also listens only once it is ready. Set it (10) when several processes run behind one balancer; 0 stops at once.',
    parse: wholeNumber(0, 300),
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
    description: "Address of an S3 service other than Amazon's; its buckets are addressed by path. Unset: Amazon, in S3_REGION.",
    parse: urlOf(['http:', 'https:'], 'https://s3.example.com'),
  }),
  setting({
    name: 'S3_BUCKET',
    default: '',
    description: 'Bucket that keeps the files people upload. Unset: they are kept in DATA_DIR/files.',
    parse: optional,
  }),
  setting({
    name: 'S3_REGION',
    default: '',
    description: 'Region of the bucket; needed unless S3_ENDPOINT is set (then us-east-1).',
    parse: optional,
  }),
  setting({ name: 'S3_ACCESS_KEY_ID', default: '', description: 'Access key that may use the bucket.', parse: optional }),
  setting({
    name: 'S3_SECRET_ACCESS_KEY',
    default: '',
    description: 'Secret of the access key.',
    secret: true,
    parse: optional,
  }),
  setting({
    name: 'BACKUP_DIR',
    default: '',
    description:
      'Folder for scheduled backups, best on another disk or a share. It holds personal data and the instance secret. Unset: no scheduled backups; `elsewhere`: none, and nobody is reminded, because something else saves database, files and secret.',
    parse: (text) => (text === '' || text === 'elsewhere' ? text : isAbsolute(text) ? text : resolve(text)),
  }),
  setting({
    name: 'BACKUP_EVERY',
    default: '24',
    description: 'Hours between two scheduled backups, 1 to 168.',
    parse: wholeNumber(1, 168),
  }),
  setting({
    name: 'BACKUP_HOUR',
    default: '2',
    description: 'Hour of the day, in UTC, at which a scheduled backup is made; the others follow every BACKUP_EVERY hours.',
    parse: wholeNumber(0, 23),
  }),
  setting({
    name: 'BACKUP_KEEP',
    default: '14',
    description: 'How many scheduled backups are kept; older ones are removed after a new one is complete. The newest always stays.',
    parse: wholeNumber(1, 1000),
  }),
  setting({
    name: 'BACKUP_PASSPHRASE_FILE',
    default: '',
    description:
      'File whose first line encrypts scheduled backups. Keep a copy of it elsewhere: without it they cannot be opened. Unset: not encrypted.',
    parse: (text) => (text === '' ? null : isAbsolute(text) ? text : resolve(text)),
  }),
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
    name: 'OUTBOUND_ALLOW',
    default: '',
    description:
      'Hosts and networks that addresses given by people may lead to although they are private or on an unusual port, separated by commas: idp.intra, *.corp.example:9443, 10.1.0.0/16, [fd00::5]:9000. Unset: the public internet on ports 80, 443, 8080 and 8443 only. See docs/security/outgoing-requests.md.',
    parse: allowedTargets,
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
