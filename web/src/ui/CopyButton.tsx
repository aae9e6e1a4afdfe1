import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './IconButton.tsx';
import { announce } from './LiveRegion.tsx';

/** Copies text and says so on the button itself. `label` says what: "Copy link to ticket 48213". */
export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const { t } = useTranslation('ui');
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    announce(t('copy.done'));
  };
  return <IconButton icon={done ? 'check' : 'copy'} label={done ? t('copy.done') : label} onClick={() => void copy()} />;
}
