import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OtherCard, ServiceCard, ServiceGrid, ServiceSkeletons } from '../../features/services/ServiceCard.tsx';
import { servicesOf } from '../../features/services/services.queries.ts';
import { cx } from '../../ui/class-names.ts';
import { Section } from '../../ui/Page.tsx';
import { EmptyState } from '../../ui/States.tsx';
import s from './Home.module.css';
import { linkClass } from './links.tsx';

const SHOWN = 5;

export function HomeServices(): ReactNode {
  const { t } = useTranslation('client');
  const found = useQuery(servicesOf());
  const services = found.data?.items ?? [];
  const other = found.data?.somethingElse ?? false;
  return (
    <Section
      title={t('home.services')}
      action={
        services.length > SHOWN && (
          <Link to="/new" className={cx(linkClass, s['more'])}>
            {t('home.allServices')}
          </Link>
        )
      }
    >
      {found.data && services.length === 0 && !other ? (
        <EmptyState title={t('services.noneTitle')}>{t('services.noneBody')}</EmptyState>
      ) : (
        <ServiceGrid>
          {found.isPending && <ServiceSkeletons />}
          {services.slice(0, other ? SHOWN : SHOWN + 1).map((service) => (
            <ServiceCard key={service.id} service={service} />
          ))}
          {other && <OtherCard />}
        </ServiceGrid>
      )}
    </Section>
  );
}
