import type { Mailbox } from '../mail/mailbox.ts';
import { SETTINGS, type Setting, Wrong } from './settings.ts';

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
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly demo: boolean;
  readonly s3: { readonly endpoint: string; readonly bucket: string | null; readonly region: string | null } | null;
  readonly metricsToken: string | null;
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
  if (problems.length === 0) problems.push(...demoProblems(v));
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
      logLevel: v.LOG_LEVEL,
      demo: v.PORTICO_DEMO,
      s3: v.S3_ENDPOINT ? { endpoint: v.S3_ENDPOINT, bucket: v.S3_BUCKET, region: v.S3_REGION } : null,
      metricsToken: v.METRICS_TOKEN,
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

/** Markdown table of every setting for docs/generated/config.md. */
export function describeSettings(): string {
  const rows = (SETTINGS as readonly Setting[]).map(
    (s) => `| \`${s.name}\` | ${s.default === '' ? '' : `\`${s.default}\``} | ${s.description} |`,
  );
  return ['| Setting | Default | What it does |', '|---|---|---|', ...rows, ''].join('\n');
}
