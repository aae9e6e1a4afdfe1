import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
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
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      centered
      padding={0}
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ content: cx(s['content'], s[size]), inner: s['inner'] ?? '', body: s['body'] ?? '', title: s['title'] ?? '' }}
    >
      <Modal.Overlay className={s['scrim'] ?? ''} />
      <Modal.Content>
        <Modal.Body>
          <header className={s['head']}>
            <Modal.Title>{title}</Modal.Title>
            {!question && <IconButton icon="close" label={t('dialog.close')} onClick={onClose} />}
          </header>
          <div className={s['text']}>{children}</div>
          {actions && <footer className={s['actions']}>{actions}</footer>}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
