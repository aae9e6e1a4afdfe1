import type { ScimConnection } from '@portico/contracts/scim/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Directories.module.css';
import { RenewToken } from './RenewToken.tsx';

/** What has to be copied into the directory. */
export function Access({ connection: { id, address, tokens } }: { connection: ScimConnection }): ReactNode {
  const { t } = useTranslation('directories');
  return (
    <FormCard title={t('access')} hint={t('accessHint')}>
      <dl className={s['facts']}>
        <div>
          <dt>{t('address')}</dt>
          <dd className={s['copied']}>
            <code dir="ltr">{address}</code>
            <CopyButton text={address} label={t('copyAddress')} />
          </dd>
        </div>
        <div>
          <dt>{t('token.title', { count: tokens.length })}</dt>
          {tokens.map((token) => (
            <dd key={token.id}>
              <code dir="ltr">{token.prefix}</code>{' '}
              <span className={s['muted']}>
                {token.lastUsedAt ? (
                  <>
                    {t('token.used')} <TimeAgo at={token.lastUsedAt} />
                  </>
                ) : (
                  t('token.unused')
                )}
                {token.expiresAt && (
                  <>
                    {' · '}
                    {t('token.ends')} <TimeAgo at={token.expiresAt} form="stamp" />
                  </>
                )}
              </span>
            </dd>
          ))}
        </div>
      </dl>
      <div>
        <RenewToken id={id} address={address} />
      </div>
    </FormCard>
  );
}

/** What it manages, and what it did in the last seven days. */
export function Summary({ connection: { userCount, lastUsedAt, summary } }: { connection: ScimConnection }): ReactNode {
  const { t } = useTranslation('directories');
  const { week } = summary;
  const facts = [
    ['users', t('usersOf', { active: summary.activeCount, all: userCount })],
    ['groups', summary.groupCount],
    ['created', week.created],
    ['adopted', week.adopted],
    ['changed', week.changed],
    ['disabled', week.disabled],
    ['refused', week.refused],
  ] as const;
  return (
    <FormCard title={t('summary.title')} hint={lastUsedAt ? <LastSeen at={lastUsedAt} /> : t('summary.silent')}>
      <dl className={s['numbers']}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`summary.${key}`)}</dt>
            <dd className={key === 'refused' && week.refused > 0 ? s['bad'] : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
    </FormCard>
  );
}

function LastSeen({ at }: { at: string }): ReactNode {
  const { t } = useTranslation('directories');
  return (
    <span>
      {t('summary.lastHeard')} <TimeAgo at={at} />
    </span>
  );
}
