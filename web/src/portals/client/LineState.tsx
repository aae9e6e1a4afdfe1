import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../../lib/live.ts';
import { Icon } from '../../ui/Icon.tsx';
import s from './Shell.module.css';

const PATIENCE_MS = 4000;

const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener);
      addEventListener('offline', listener);
      return () => {
        removeEventListener('online', listener);
        removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );

/** Says when what is shown may be old. A short break is nobody's business. */
export function LineState(): ReactNode {
  const { t } = useTranslation('client');
  const online = useOnline();
  const lost = useLiveState() === 'lost';
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return setLong(false);
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  const text = online ? (long ? t('line.reconnecting') : '') : t('line.offline');
  return (
    <div role="status" className={s['line']} hidden={text === ''}>
      {text && <Icon name="wifi-off" size={16} />}
      {text}
    </div>
  );
}
