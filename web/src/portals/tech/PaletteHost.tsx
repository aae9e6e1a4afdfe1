import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catchEarlyKeys } from '../../ui/early-keys.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { usePaletteSources } from './use-palette-sources.tsx';

const CommandPalette = lazy(() => import('../../ui/CommandPalette.tsx'));

/** Find or do anything, from anywhere, even while writing. */
export function PaletteHost(): ReactNode {
  const { t } = useTranslation('tech');
  const [open, setOpen] = useState(false);
  const show = () => {
    catchEarlyKeys();
    setOpen(true);
  };
  useHotkeys([{ keys: 'mod+k', label: t('palette.placeholder'), group: t('keys.everywhere'), whileTyping: true, run: show }]);
  if (!open) return null;
  return (
    <Suspense>
      <Palette onClose={() => setOpen(false)} />
    </Suspense>
  );
}

function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  return <CommandPalette sources={usePaletteSources()} placeholder={t('palette.placeholder')} onClose={onClose} />;
}
