import { offers, start } from '@portico/contracts/identity-providers/routes.ts';
import type { ProviderOffer } from '@portico/contracts/identity-providers/shapes.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import s from './SignIn.module.css';
import { deepLink } from './steps.ts';
import { useAct } from './use-act.ts';

const PAUSE = 300;

/** Ways in at other places: those for everybody, and those of the company whose domain the typed address has. */
export default function ProviderButtons({ email }: { email: string }): ReactNode {
  const { t } = useTranslation('sign-in');
  const found = useOffers(email);
  const act = useAct();
  const leave = (offer: ProviderOffer) =>
    void act.run(async () => {
      const to = deepLink();
      const body = {
        ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? { email: email.trim() } : {}),
        ...(to ? { returnPath: to } : {}),
      };
      const { url } = await call(start, { params: { id: offer.id }, body }, { on401: 'throw' });
      location.assign(url);
      // The page is about to be left: the button stays pressed.
      await new Promise(() => {});
    });
  if (found.length === 0) return null;
  return (
    <section className={s['providers']} aria-label={t('provider.region')}>
      <p className={s['or']}>{t('provider.or')}</p>
      {act.error && (
        <Banner tone="bad" live>
          {act.error}
        </Banner>
      )}
      {found.map((offer) => (
        <Button key={offer.id} size="lg" wide busy={act.busy} onClick={() => leave(offer)}>
          {t('provider.continue', { name: offer.text })}
        </Button>
      ))}
    </section>
  );
}

/** What was found before stays until the answer for a new domain is there, so that buttons do not flicker while somebody types. */
function useOffers(email: string): readonly ProviderOffer[] {
  const [found, setFound] = useState<readonly ProviderOffer[]>([]);
  const domain = /@([^\s@]+\.[^\s@]+)$/.exec(email.trim())?.[1] ?? '';
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(
      () => {
        // Without them there is still the code by mail, so a failure is not worth a word.
        call(offers, { query: domain ? { domain } : {} }, { on401: 'throw', signal: control.signal })
          .then(({ items }) => setFound(items))
          .catch(() => {});
      },
      domain ? PAUSE : 0,
    );
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [domain]);
  return found;
}
