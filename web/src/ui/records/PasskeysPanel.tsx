import { removeFor } from '@portico/contracts/passkeys/routes.ts';
import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import { getSignInMeans } from '@portico/contracts/second-factor/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { confirm } from '../ConfirmDialog.tsx';
import { TimeAgo } from '../TimeAgo.tsx';
import { toast } from '../toast-store.ts';
import { FormCard } from './FormCard.tsx';
import s from './PasswordPanel.module.css';

/** The passkeys of somebody, to be removed with a lost device. Shows nothing to those who may not know. */
export function PasskeysPanel({ id, name }: { id: number; name: string }): ReactNode {
  const { t } = useTranslation('records');
  const queries = useQueryClient();
  const input = { params: { id } };
  const { data } = useQuery({ ...readTech(getSignInMeans, input), retry: false });
  if (!data) return null;
  const remove = async (passkey: Passkey) => {
    const sure = await confirm({
      title: t('passkeys.removeTitle', { passkey: passkey.name, name }),
      body: t('passkeys.removeBody', { name }),
      act: t('passkeys.removeAct'),
      keep: t('passkeys.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await callTech(removeFor, { params: { id, passkeyId: passkey.id } });
      toast({ icon: 'check-circle', text: t('passkeys.done') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    void queries.invalidateQueries({ queryKey: keyOf(getSignInMeans, input) });
  };
  return (
    <FormCard title={t('passkeys.title')} hint={t('passkeys.hint')}>
      {data.passkeys.length === 0 ? (
        <p>{t('passkeys.none')}</p>
      ) : (
        data.passkeys.map((passkey) => (
          <div key={passkey.id} className={s['row']}>
            <span>
              <bdi>{passkey.name}</bdi>
              {' · '}
              {t('passkeys.created')} <TimeAgo at={passkey.createdAt} />
              {' · '}
              {passkey.lastUsedAt ? (
                <>
                  {t('passkeys.used')} <TimeAgo at={passkey.lastUsedAt} />
                </>
              ) : (
                t('passkeys.never')
              )}
            </span>
            <Button aria-label={t('passkeys.removeNamed', { passkey: passkey.name })} onClick={() => void remove(passkey)}>
              {t('passkeys.remove')}
            </Button>
          </div>
        ))
      )}
    </FormCard>
  );
}
