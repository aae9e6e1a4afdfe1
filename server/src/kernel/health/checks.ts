import type { Ctx } from '../context.ts';
import { readable } from './reading.ts';

/** One part of the system, in words a non-engineer understands, with what to do next. */
export interface CheckResult {
  readonly state: 'ok' | 'warning' | 'bad';
  /** Names what is said where one state has several reasons: `late`, `failed`. Pages find their own words by it. */
  readonly reason?: string;
  /** A sentence: how it is. */
  readonly detail: string;
  /** Figures behind the sentence, for the page and for programs. */
  readonly values: Readonly<Record<string, string | number>>;
  /** What to do next; null while all is well. */
  readonly advice: string | null;
}

/**
 * What a module adds to the admin's health page and to `portico doctor`. A page that knows the key says it in the reader's
 * language (`health.name.KEY` in web/src/i18n/…/admin.json), else in the words given here.
 *
 * @example export const backupsModule: Module = { name: 'backups', healthChecks: [{ key: 'backups', title: 'Backups', run: checkBackups }] };
 */
export interface HealthCheck {
  readonly key: string;
  readonly title: string;
  /** Asks something beyond this machine and its database: runs beside the others, which would measure each other otherwise. */
  readonly outside?: boolean;
  readonly run: (ctx: Ctx) => Promise<CheckResult>;
}

/** All of them, in their order. */
export async function runChecks(checks: readonly HealthCheck[], ctx: Ctx): Promise<readonly Checked[]> {
  const outside = new Map(checks.filter((check) => check.outside).map((check) => [check, runCheck(check, ctx)]));
  const results: Checked[] = [];
  for (const check of checks) results.push(await (outside.get(check) ?? runCheck(check, ctx)));
  return results;
}

export type Checked = CheckResult & Pick<HealthCheck, 'key' | 'title'>;
const WITHIN_MS = 8_000;

/** Runs a check; one that fails or hangs says so instead of taking the page with it. */
export async function runCheck(check: HealthCheck, ctx: Ctx): Promise<Checked> {
  const { key, title } = check;
  const result = await readable(
    () =>
      check.run(ctx).catch((error: unknown) => {
        ctx.log.warn({ err: error, check: key }, 'a health check failed');
        throw error;
      }),
    WITHIN_MS,
  );
  return { key, title, ...(result ?? unasked(title)) };
}

const unasked = (title: string): CheckResult => ({
  state: 'bad',
  detail: `${title} could not be checked.`,
  values: {},
  advice: 'Look into the log of the server for "a health check failed"; it names the reason.',
});
