import type { getSystemHealth } from '@portico/contracts/system/routes.ts';
import type { TFunction } from 'i18next';
import type { TechReply } from '../../lib/for-tech.ts';

type Check = TechReply<typeof getSystemHealth>['checks'][number];
interface Words {
  readonly detail: string;
  readonly facts: string;
  readonly advice: string | null;
}

/** What a check says in the reader's language. The server's own sentences are the more exact ones, but English only. */
export function healthWords(check: Check, t: TFunction<'admin'>, language: string): Words {
  const number = (name: string) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Number(check.values[name] ?? 0));
  const size = (name: string) => {
    const megabytes = Number(check.values[name] ?? 0);
    const unit = megabytes >= 1000 ? 'gigabyte' : 'megabyte';
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
      megabytes >= 1000 ? megabytes / 1000 : megabytes,
    );
  };
  const facts = {
    database: () =>
      t('health.facts.database', { version: String(check.values['version'] ?? ''), size: size('megabytes'), ms: number('milliseconds') }),
    jobs: () => t('health.facts.jobs', { waiting: number('waiting'), active: number('active'), dead: number('dead') }),
    mail: () => t('health.facts.mail', { waiting: number('waiting'), failed: number('failed') }),
    disk: () => t('health.facts.disk', { free: size('freeMegabytes'), total: size('totalMegabytes') }),
    events: () => t('health.facts.seconds', { seconds: number('seconds') }),
    clock: () => t('health.facts.seconds', { seconds: number('seconds') }),
  }[check.key]();
  if (language === 'en') return { detail: check.detail, facts, advice: check.advice };
  const detail = t(`health.detail.${check.key}.${check.state}`);
  return { detail, facts, advice: check.state === 'ok' ? null : t(`health.advice.${check.key}`) };
}
