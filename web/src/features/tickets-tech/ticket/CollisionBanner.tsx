import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { shortName } from '../../../lib/names.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import s from './Ticket.module.css';
import type { Colleague } from './use-presence.ts';

/** Read before sending: somebody else is writing to the same customer. */
export function CollisionBanner({ replying }: { replying: readonly Colleague[] }): ReactNode {
  const { t } = useTranslation('tech');
  const first = replying[0];
  return (
    <div role="status">
      {first && (
        <div className={s['collide']}>
          <Avatar person={first} size={20} presence="available" />
          <span>
            <Trans
              t={t}
              i18nKey="presence.replying"
              count={replying.length}
              values={{ name: shortName(first.name), others: replying.length - 1 }}
              components={{ b: <b /> }}
            />
          </span>
          <span className={s['typing']} aria-hidden>
            <i />
            <i />
            <i />
          </span>
        </div>
      )}
    </div>
  );
}
