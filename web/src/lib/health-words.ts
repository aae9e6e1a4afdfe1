import type { getSystemHealth } from '@portico/contracts/system/routes.ts';
import i18next, { type TFunction } from 'i18next';
import type { TechReply } from './for-tech.ts';

type Check = TechReply<typeof getSystemHealth>['checks'][number];
export interface HealthWords {
  readonly name: string;
  readonly detail: string;
  readonly facts: string;
  readonly advice: string | null;
}

/** Modules add checks of their own, so keys are looked up and may be missing. */
const translate = i18next.t as unknown as (key: string, options: Record<string, unknown>) => string;
const known = i18next.exists as unknown as (key: string, options: { readonly ns: string }) => boolean;

/** What a check says in the reader's language. The server's own sentences are the more exact ones, but English only. */
export function healthWords(check: Check, t: TFunction<'admin'>, language: string): HealthWords {
  const values = { ...check.values, minutes: Math.round(Number(check.values['oldestSeconds'] ?? 0) / 60) };
  const first = (keys: readonly string[]): string | null => {
    const key = keys.find((candidate) => known(candidate, { ns: 'admin' }));
    return key === undefined ? null : translate(key, { ns: 'admin', ...values });
  };
  const { key, state, reason } = check;
  const name = first([`health.name.${key}`]) ?? check.title;
  const facts = factsOf(check, t, language);
  if (language === 'en') return { name, detail: check.detail, facts, advice: check.advice };
  const why = reason === undefined ? [] : [`health.detail.${key}.${reason}`];
  const next = reason === undefined ? [] : [`health.next.${key}.${reason}`];
  return {
    name,
    detail: first([...why, `health.detail.${key}.${state}`]) ?? check.detail,
    facts,
    advice: check.advice === null ? null : (first([...next, `health.advice.${key}`]) ?? check.advice),
  };
}

function factsOf({ key, values }: Check, t: TFunction<'admin'>, language: string): string {
  const number = (name: string) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Number(values[name] ?? 0));
  const size = (name: string) => {
    const megabytes = Number(values[name] ?? 0);
    const unit = megabytes >= 1000 ? 'gigabyte' : 'megabyte';
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
      megabytes >= 1000 ? megabytes / 1000 : megabytes,
    );
  };
  const text = (name: string) => String(values[name] ?? '');
  const carrier = values['carrier'] === 'redis' || values['carrier'] === 'postgres' ? values['carrier'] : 'alone';
  const facts: Readonly<Record<string, () => string>> = {
    database: () => t('health.facts.database', { version: text('version'), size: size('megabytes'), ms: number('milliseconds') }),
    jobs: () => t('health.facts.jobs', { waiting: number('waiting'), active: number('active'), dead: number('dead') }),
    mail: () => t('health.facts.mail', { waiting: number('waiting'), failed: number('failed') }),
    disk: () => t('health.facts.disk', { free: size('freeMegabytes'), total: size('totalMegabytes') }),
    events: () => t('health.facts.seconds', { seconds: number('seconds') }),
    live: () => t(`health.facts.live.${carrier}`),
    clock: () => t('health.facts.seconds', { seconds: number('seconds') }),
    address: () => text('address'),
    responsiveness: () => t('health.facts.responsiveness', { stalls: number('stalls'), longest: number('longestSeconds') }),
    memory: () => t('health.facts.memory', { used: size('usedMegabytes'), total: size('totalMegabytes'), node: text('node') }),
    handles: () => (values['limit'] === undefined ? '' : t('health.facts.handles', { open: number('open'), limit: number('limit') })),
  };
  // Of a check that could not be asked nothing is known.
  return Object.keys(values).length === 0 ? '' : (facts[key]?.() ?? '');
}
