import type { getSystemHealth } from '@portico/contracts/system/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechReply } from '../../lib/for-tech.ts';
import { healthWords } from '../../lib/health-words.ts';
import { RouterButton } from '../../ui/records/links.tsx';
import { Banner } from '../../ui/States.tsx';

type Check = TechReply<typeof getSystemHealth>['checks'][number];
const WHERE: Readonly<Record<string, string>> = { mail: '/mail', jobs: '/jobs' };

/** Broken before doubtful. */
export const needsYou = (checks: readonly Check[]): readonly Check[] => [
  ...checks.filter((check) => check.state === 'bad'),
  ...checks.filter((check) => check.state === 'warning'),
];

/** The one thing that needs the administrator; the others are counted, their tiles say which. */
export function Attention({ checks }: { checks: readonly Check[] }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const [first] = needsYou(checks);
  if (!first) return null;
  const words = healthWords(first, t, i18n.language);
  const failed = Number(first.values['failed'] ?? first.values['dead'] ?? 0);
  const countable = (first.key === 'mail' || first.key === 'jobs') && first.state === 'warning' && failed > 0;
  const title = countable ? t(`home.failed.${first.key as 'mail' | 'jobs'}`, { count: failed }) : words.detail;
  return (
    <Banner
      tone={first.state === 'bad' ? 'bad' : 'warn'}
      title={title}
      action={
        <RouterButton
          size="sm"
          to={WHERE[first.key] ?? '/health'}
          search={(countable ? { state: first.key === 'mail' ? 'failed' : 'dead' } : {}) as never}
        >
          {t(countable ? `home.see.${first.key as 'mail' | 'jobs'}` : 'home.look')}
        </RouterButton>
      }
    >
      {words.advice}
    </Banner>
  );
}
