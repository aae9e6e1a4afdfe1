import { Modal } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import s from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons, the safe one first; they sit at the end and stay in view. */
  readonly actions?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  /** Without a close button for questions that need an answer. */
  readonly question?: boolean;
}

/** Traps focus, closes on Escape, gives focus back. Put `data-autofocus` on what should have it first. */
export function Dialog({ open, onClose, title, children, actions, size = 'md', question }: DialogProps): ReactNode {
  const { t } = useTranslation('ui');
  const id = useId();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      withCloseButton={false}
      centered
      padding={0}
      aria-labelledby={id}
      role={question ? 'alertdialog' : 'dialog'}
      overlayProps={{ className: s['scrim'] ?? '' }}
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ content: cx(s['content'], s[size]), inner: s['inner'] ?? '', body: s['body'] ?? '' }}
    >
      <header className={s['head']}>
        <h2 id={id}>{title}</h2>
        {!question && <IconButton icon="close" label={t('dialog.close')} onClick={onClose} />}
      </header>
      <div className={s['text']}>{children}</div>
      {actions && <footer className={s['actions']}>{actions}</footer>}
    </Modal>
  );
}
