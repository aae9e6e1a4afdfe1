import type { MailItem } from '@portico/contracts/email/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../ui/Icon.tsx';
import { Pill, type Tone } from '../../ui/Surface.tsx';

const LOOKS: Readonly<Record<MailItem['state'], { tone: Tone; icon: IconName }>> = {
  queued: { tone: 'idle', icon: 'clock' },
  sending: { tone: 'info', icon: 'half' },
  sent: { tone: 'good', icon: 'check-circle' },
  failed: { tone: 'bad', icon: 'warning' },
  suppressed: { tone: 'idle', icon: 'stop' },
};

export function MailState({ state }: { state: MailItem['state'] }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Pill tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
      {t(`mail.states.${state}`)}
    </Pill>
  );
}
