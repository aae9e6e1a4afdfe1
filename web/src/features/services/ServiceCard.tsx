import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { Skeleton } from '../../ui/States.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import s from './Services.module.css';

interface CardProps {
  readonly service: { readonly id: number | 'other'; readonly name: string; readonly description: string; readonly icon: string };
  /** Words already typed elsewhere travel into the form. */
  readonly title?: string;
  /** The contact group a request is for. */
  readonly group?: number;
}

export function ServiceCard({ service, title, group }: CardProps): ReactNode {
  return (
    <Link
      to="/new/$service"
      params={{ service: String(service.id) }}
      search={{ ...(title ? { title } : {}), ...(group ? { group } : {}) }}
      className={s['card']}
      data-icon={service.icon}
    >
      <span className={s['icon']}>
        <Icon name={service.id === 'other' ? 'help' : serviceIcon(service.icon)} />
      </span>
      <bdi className={s['name']}>{service.name}</bdi>
      <span className={s['note']} dir="auto">
        {service.description}
      </span>
    </Link>
  );
}

/** Always last: for whatever fits no card. */
export function OtherCard(start: Pick<CardProps, 'title' | 'group'>): ReactNode {
  const { t } = useTranslation('client');
  const service = { id: 'other' as const, name: t('services.other'), description: t('services.otherNote'), icon: 'help' };
  return <ServiceCard service={service} {...start} />;
}

export function ServiceGrid({ children, wide }: { children: ReactNode; wide?: boolean }): ReactNode {
  return <div className={wide ? s['wide'] : s['grid']}>{children}</div>;
}

export function ServiceSkeletons({ count = 6 }: { count?: number }): ReactNode {
  return [...Array(count).keys()].map((index) => (
    <div key={index} className={s['card']} aria-hidden>
      <Skeleton width={36} height={36} />
      <Skeleton width="70%" />
    </div>
  ));
}
