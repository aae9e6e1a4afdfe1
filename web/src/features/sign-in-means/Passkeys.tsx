import { list, remove, rename } from '@portico/contracts/passkeys/routes.ts';
import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../lib/api.ts';
import { loadArea } from '../../lib/i18n.ts';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { makePasskey, type OwnerProof } from '../../lib/passkeys.ts';
import { keyOf, read } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { PasskeyRow } from './PasskeyRow.tsx';
import { ProveAgain, wantedProofs } from './ProveAgain.tsx';
import s from './SecondFactor.module.css';

/** One's own passkeys: add, rename, remove. */
export function Passkeys({ accountId }: { accountId: number }): ReactNode {
  const [ready, setReady] = useState(false);
  useEffect(() => void loadArea('passkeys').then(() => setReady(true)), []);
  return ready ? <Loaded accountId={accountId} /> : null;
}

function Loaded({ accountId }: { accountId: number }): ReactNode {
  const { t } = useTranslation('passkeys');
  const found = useQuery(read(list, {}));
  return (
    <Section title={t('title')}>
      <Card className={s['card']}>
        {found.isPending ? (
          <SkeletonText lines={2} label={t('loading')} />
        ) : found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Mine accountId={accountId} mine={found.data} />
        )}
      </Card>
    </Section>
  );
}

/** What is to be done once the person has proven again who it is. */
interface Act {
  readonly run: (proof: OwnerProof) => Promise<void>;
  readonly wants: readonly ('password' | 'code')[];
  readonly error: string | null;
}

function Mine({ accountId, mine }: { accountId: number; mine: Reply<typeof list> }): ReactNode {
  const { t } = useTranslation('passkeys');
  const queries = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { items, isOffered, isSuitable } = mine;

  /** With a proof that is old the same act waits for a fresh one. */
  const attempt = async (run: Act['run'], proof: OwnerProof = {}): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await run(proof);
      setAct(null);
    } catch (problem) {
      const wants = wantedProofs(problem, act?.wants ?? []);
      const said = sayError(problem, 'passkeys');
      if (wants) setAct({ run, wants, error: Object.keys(proof).length > 0 ? said : null });
      else if (act) setAct({ ...act, error: said });
      else setError(said);
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: keyOf(list) });
    }
  };
  const addOne = () =>
    void attempt(async (proof) => {
      const { passkey } = await makePasskey(accountId, proof);
      toast({ icon: 'check-circle', text: t('added', { name: passkey.name }) });
    });
  const removeOne = async (passkey: Passkey) => {
    const sure = await confirm({
      title: t('removeTitle', { name: passkey.name }),
      body: t('removeBody'),
      act: t('removeAct'),
      keep: t('keep'),
      danger: true,
    });
    if (!sure) return;
    await attempt(async (proof) => {
      await call(remove, { params: { id: passkey.id }, body: proof });
      toast({ icon: 'check-circle', text: t('removed') });
    });
  };
  const renameOne = async (passkey: Passkey, name: string) => {
    const changed = await call(rename, { params: { id: passkey.id }, body: { name } });
    queries.setQueryData(keyOf(list, {}), { ...mine, items: items.map((one) => (one.id === passkey.id ? changed : one)) });
  };

  return (
    <>
      <p className={s['hint']}>{t('intro')}</p>
      {items.length > 0 && (
        <ul className={s['rows']}>
          {items.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRename={renameOne} onRemove={() => void removeOne(passkey)} />
          ))}
        </ul>
      )}
      {error && (
        <Banner tone="bad" live>
          {error}
        </Banner>
      )}
      {act ? (
        <ProveAgain
          accountId={accountId}
          wants={act.wants}
          hasPasskeys={items.length > 0}
          error={act.error}
          busy={busy}
          onProof={(proof) => void attempt(act.run, proof)}
          onCancel={() => setAct(null)}
        />
      ) : !isOffered ? (
        <p className={s['hint']}>{t('notOffered')}</p>
      ) : !isSuitable ? (
        <p className={s['hint']}>{t('unsuitable')}</p>
      ) : !knowsPasskeys() ? (
        <p className={s['hint']}>{t('notHere')}</p>
      ) : (
        <div className={s['acts']}>
          <Button icon="key" busy={busy} onClick={addOne}>
            {items.length > 0 ? t('addAnother') : t('add')}
          </Button>
        </div>
      )}
    </>
  );
}
