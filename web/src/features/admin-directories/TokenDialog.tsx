import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import s from './Directories.module.css';

/** The only moment the token is readable. */
export function TokenDialog({ token, address, onClose }: { token: string; address: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation('directories');
  return (
    <Dialog
      open
      question
      title={t('token.made')}
      onClose={() => undefined}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('token.copied')}
        </Button>
      }
    >
      <p>{t('token.once')}</p>
      {(
        [
          ['address', address, t('copyAddress')],
          ['token', token, t('token.copy')],
        ] as const
      ).map(([key, text, label]) => (
        <div key={key} className={s['token']}>
          <code dir="ltr">{text}</code>
          <CopyButton text={text} label={label} />
        </div>
      ))}
    </Dialog>
  );
}
