import { renewToken } from '@portico/contracts/scim/routes.ts';
import { OVERLAP_HOURS } from '@portico/contracts/scim/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TokenDialog } from './TokenDialog.tsx';

type Hours = (typeof OVERLAP_HOURS)[number];

/** Asks how long the old token goes on working, then shows the new one once. */
export function RenewToken({ id, address }: { id: number; address: string }): ReactNode {
  const { t } = useTranslation('directories');
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [hours, setHours] = useState<Hours>(24);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const renew = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await callTech(renewToken, { params: { id }, body: { overlapHours: hours } });
      setAsking(false);
      setToken(made.token);
      void queries.invalidateQueries({ queryKey: ['scimConnections.get'] });
    } catch (error) {
      setProblem(sayError(error, 'admin'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon="key" onClick={() => setAsking(true)}>
        {t('token.renew')}
      </Button>
      <Dialog
        open={asking}
        title={t('token.renewTitle')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('token.keep')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void renew()}>
              {t('token.renew')}
            </Button>
          </>
        }
      >
        {problem !== null && (
          <Banner tone="bad" live>
            {problem}
          </Banner>
        )}
        <Select
          label={t('token.overlap')}
          hint={t('token.overlapHint')}
          value={String(hours)}
          options={OVERLAP_HOURS.map((value) => ({ value: String(value), label: t(`token.hours.${value}`) }))}
          onChange={(value) => setHours(OVERLAP_HOURS.find((one) => String(one) === value) ?? 24)}
        />
      </Dialog>
      {token !== null && <TokenDialog token={token} address={address} onClose={() => setToken(null)} />}
    </>
  );
}
