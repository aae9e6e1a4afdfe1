import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './SecondFactor.module.css';

interface Props {
  readonly passkey: Passkey;
  readonly onRename: (passkey: Passkey, name: string) => Promise<void>;
  readonly onRemove: () => void;
}

export function PasskeyRow({ passkey, onRename, onRemove }: Props): ReactNode {
  const { t } = useTranslation('passkeys');
  const [isNaming, setNaming] = useState(false);
  if (isNaming) return <Naming passkey={passkey} onRename={onRename} onDone={() => setNaming(false)} />;
  const { name, createdAt, lastUsedAt, isSynced } = passkey;
  return (
    <li className={s['row']}>
      <Icon name="key" />
      <div className={s['words']}>
        <bdi className={s['name']}>{name}</bdi>
        <span className={s['hint']}>
          {t('since')} <TimeAgo at={createdAt} /> ·{' '}
          {lastUsedAt ? (
            <>
              {t('used')} <TimeAgo at={lastUsedAt} />
            </>
          ) : (
            t('neverUsed')
          )}{' '}
          · {isSynced ? t('synced') : t('oneDevice')}
        </span>
      </div>
      <div className={s['acts']}>
        <Button size="sm" aria-label={t('renameNamed', { name })} onClick={() => setNaming(true)}>
          {t('rename')}
        </Button>
        <Button size="sm" aria-label={t('removeNamed', { name })} onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
    </li>
  );
}

function Naming({ passkey, onRename, onDone }: Omit<Props, 'onRemove'> & { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation('passkeys');
  const [name, setName] = useState(passkey.name);
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError(t('nameMissing'));
    onRename(passkey, name.trim()).then(onDone, (problem: unknown) => setError(sayError(problem, 'passkeys')));
  };
  return (
    <li className={s['row']}>
      <form noValidate className={s['naming']} onSubmit={submit}>
        <TextField
          label={t('name')}
          name={`passkey-${passkey.id}`}
          autoFocus
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={setName}
          error={error}
        />
        <div className={s['acts']}>
          <Button type="submit" kind="primary">
            {t('save')}
          </Button>
          <Button kind="subtle" onClick={onDone}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </li>
  );
}
