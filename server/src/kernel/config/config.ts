import type { Mailbox } from '../mail/mailbox.ts';
import type { Allowed } from '../outbound/allow-list.ts';
import { SETTINGS, type Setting, Wrong } from './settings.ts';

/** Where files are kept instead of the data folder. */
export interface S3Settings {
  /** null = Amazon's own. */
  readonly endpoint: string | null;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Backups the server makes by itself. */
export interface BackupSettings {
  readonly folder: string;
  readonly everyHours: number;
  /** UTC. */
  readonly hour: number;
  readonly keep: number;
  readonly passphraseFile: string | null;
}

/** Settings of this process, read once at start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** null = the embedded database. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  /** null = no-reply at the host of the public address. */
  readonly mailFrom: Mailbox | null;
  readonly mailReplyTo: Mailbox | null;
  /** Origin, and the path below which everything lives when there is one; without a trailing slash. */
  readonly publicUrl: string;
  /** Addresses and networks of proxies whose X-Forwarded-* headers are believed. */
  readonly trustProxy: readonly string[];
  /** How long a stopping process still answers; 0 = it does not stand behind a balancer. */
  readonly drainSeconds: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly demo: boolean;
  /** null = files are kept in the data folder. */
  readonly s3: S3Settings | null;
  /** null = none. */
  readonly backups: BackupSettings | null;
  /** The operator says that something else makes them. */
  readonly backupsElsewhere: boolean;
  readonly metricsToken: string | null;
  /** Private hosts and networks that outgoing requests may reach. */
  readonly outboundAllow: readonly Allowed[];
  /** Current secret first, then previous ones; null = made and kept in the data folder. */
  readonly secrets: readonly string[] | null;
}

export type ConfigResult =
  | { readonly config: Config; readonly problems: null }
  | { readonly config: null; readonly problems: readonly string[] };

type Name = (typeof SETTINGS)[number]['name'];
type Values = { [N in Name]: ReturnType<Extract<(typeof SETTINGS)[number], { name: N }>['parse']> };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/**
 * Reads all settings and reports every problem at once; touches nothing.
 *
 * @example const { config, problems } = readConfig(process.env);
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const setting of SETTINGS as readonly Setting[]) {
    try {
      values[setting.name] = setting.parse((env[setting.name] ?? '').trim() || setting.default);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      problems.push(`${setting.name} ${error.message}`);
    }
  }
  const v = values as Values;
  if (problems.length === 0) problems.push(...demoProblems(v), ...s3Problems(v));
  if (problems.length > 0) return { config: null, problems };
  return {
    problems: null,
    config: {
      port: v.PORT,
      host: v.HOST,
      dataDir: v.DATA_DIR,
      databaseUrl: v.DATABASE_URL,
      redisUrl: v.REDIS_URL,
      smtpUrl: v.SMTP_URL,
      mailFrom: v.MAIL_FROM,
      mailReplyTo: v.MAIL_REPLY_TO,
      publicUrl: v.PUBLIC_URL ?? `http://localhost:${v.PORT}`,
      trustProxy: v.TRUST_PROXY,
      drainSeconds: v.DRAIN_SECONDS,
      logLevel: v.LOG_LEVEL,
      demo: v.PORTICO_DEMO,
      s3: s3Of(v),
      backups: backupsOf(v),
      backupsElsewhere: v.BACKUP_DIR === 'elsewhere',
      metricsToken: v.METRICS_TOKEN,
      outboundAllow: v.OUTBOUND_ALLOW,
      secrets: v.PORTICO_SECRET,
    },
  };
}

/** The demo's sign-in is printed on screen and its mail is readable by anyone who can open it: it must not leave this machine. */
function demoProblems(v: Values): string[] {
  if (!v.PORTICO_DEMO) return [];
  const problems: string[] = [];
  const advice = 'Set PORTICO_DEMO=0 for a real workspace';
  if (!LOOPBACK.has(v.HOST))
    problems.push(`HOST is ${v.HOST}, but the demo workspace is for this machine only. ${advice}, or remove HOST.`);
  if (v.PUBLIC_URL && !LOOPBACK.has(new URL(v.PUBLIC_URL).hostname)) {
    problems.push(`PUBLIC_URL is ${v.PUBLIC_URL}, but the demo workspace is for this machine only. ${advice}, or remove PUBLIC_URL.`);
  }
  if (v.SMTP_URL) problems.push(`SMTP_URL is set, but the demo workspace never sends real mail. ${advice}, or remove SMTP_URL.`);
  return problems;
}

/** All of them or none: half a configuration would quietly keep files somewhere else. */
function s3Problems(v: Values): string[] {
  if (!v.S3_BUCKET) {
    const others = (['S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const).filter((name) => v[name] !== null);
    return others.map((name) => `${name} is set, but S3_BUCKET is not. Set S3_BUCKET to keep files in a bucket, or remove ${name}.`);
  }
  const needed = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', ...(v.S3_ENDPOINT ? [] : (['S3_REGION'] as const))] as const;
  return needed.filter((name) => v[name] === null).map((name) => `${name} is missing: S3_BUCKET is set and needs it.`);
}

function s3Of(v: Values): S3Settings | null {
  if (!v.S3_BUCKET || !v.S3_ACCESS_KEY_ID || !v.S3_SECRET_ACCESS_KEY) return null;
  return {
    endpoint: v.S3_ENDPOINT,
    bucket: v.S3_BUCKET,
    region: v.S3_REGION ?? 'us-east-1',
    accessKeyId: v.S3_ACCESS_KEY_ID,
    secretAccessKey: v.S3_SECRET_ACCESS_KEY,
  };
}

function backupsOf(v: Values): BackupSettings | null {
  if (v.BACKUP_DIR === '' || v.BACKUP_DIR === 'elsewhere') return null;
  const { BACKUP_DIR: folder, BACKUP_EVERY: everyHours, BACKUP_HOUR: hour, BACKUP_KEEP: keep, BACKUP_PASSPHRASE_FILE: passphraseFile } = v;
  return { folder, everyHours, hour, keep, passphraseFile };
}

/** Markdown table of every setting for docs/generated/config.md. */
export function describeSettings(): string {
  const rows = (SETTINGS as readonly Setting[]).map(
    (s) => `| \`${s.name}\` | ${s.default === '' ? '' : `\`${s.default}\``} | ${s.description} |`,
  );
  return ['| Setting | Default | What it does |', '|---|---|---|', ...rows, ''].join('\n');
}
