import { useTranslation } from 'react-i18next';
import { nowMs } from '../lib/clock.ts';
import { clockOrStamp } from '../lib/time.ts';
import { usePlace } from '../lib/use-place.ts';
import type { PersonPresence } from './presence.ts';

/** "busy by calendar until 14:30": what the dot says, for who does not see it or wants to know why. */
export function usePresenceWords(): (presence: PersonPresence) => string {
  const { t } = useTranslation('ui');
  const place = usePlace();
  return ({ state, by, until }) =>
    [
      t(`avatar.${state}`),
      ...(by === 'calendar' && state === 'busy' ? [t('avatar.byCalendar')] : []),
      ...(until ? [t('avatar.until', { at: clockOrStamp(until, nowMs(), place) })] : []),
    ].join(' ');
}
