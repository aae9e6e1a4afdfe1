import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Banner } from '../ui/States.tsx';
import s from './AddressNotice.module.css';
import type { Stray } from './address.ts';
import { herePath } from './boot.ts';
import { loadArea } from './i18n.ts';

const HIDDEN = 'portico.address-hidden';

/** Lies above the page, whichever it is; loaded only when it is needed. */
export async function showAddressNotice(stray: Stray): Promise<void> {
  if (sessionStorage.getItem(HIDDEN) === stray.set) return;
  await loadArea('address');
  const place = document.createElement('div');
  document.body.prepend(place);
  createRoot(place).render(<AddressNotice stray={stray} />);
}

function AddressNotice({ stray }: { stray: Stray }): ReactNode {
  const { t } = useTranslation('address');
  const [hidden, setHidden] = useState(false);
  if (hidden) return null;
  const hide = (): void => {
    sessionStorage.setItem(HIDDEN, stray.set);
    setHidden(true);
  };
  return (
    <aside className={s['notice']} aria-label={t(`${stray.kind}.title`)}>
      <Banner
        tone="warn"
        title={t(`${stray.kind}.title`)}
        action={
          <>
            <ButtonLink size="sm" href={stray.set + herePath()}>
              {t('open')}
            </ButtonLink>
            {stray.kind === 'other' && (
              <Button size="sm" onClick={hide}>
                {t('hide')}
              </Button>
            )}
          </>
        }
      >
        {t(`${stray.kind}.body`, { opened: stray.opened, set: stray.set })} {t(`${stray.kind}.advice`, { wanted: stray.wanted })}
      </Banner>
    </aside>
  );
}
