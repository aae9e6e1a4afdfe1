import type { AccessImpact } from '@portico/contracts/portal-access/shapes.ts';
import type { TFunction } from 'i18next';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import s from './PortalAccess.module.css';

/** Names who would be shut out before anything is saved. */
export function confirmImpact(impact: AccessImpact, t: TFunction<'entry'>): Promise<boolean> {
  const { losing, remaining, companies, companyCount } = impact;
  const more = companyCount - companies.length;
  return confirm({
    title: t('access.lose.title', { count: losing }),
    body: (
      <>
        {companies.some(({ isOwn }) => isOwn) && <p className={s['own']}>{t('access.lose.own')}</p>}
        <ul className={s['losers']}>
          {companies.map((company) => (
            <li key={company.id}>
              <bdi>{t('access.lose.company', { name: company.name, count: company.people })}</bdi>
              {company.isOwn && ` (${t('access.lose.isOwn')})`}
            </li>
          ))}
          {more > 0 && <li>{t('access.lose.more', { count: more })}</li>}
        </ul>
        <p>{remaining === 0 ? t('access.lose.all') : t('access.lose.remaining', { count: remaining })}</p>
      </>
    ),
    act: t('access.lose.act', { count: losing }),
    keep: t('access.lose.keep'),
    danger: true,
    icon: 'stop',
  });
}
