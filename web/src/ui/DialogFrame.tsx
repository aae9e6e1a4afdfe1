import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import s from './Dialog.module.css';
import type { DialogProps } from './Dialog.tsx';
import { IconButton } from './IconButton.tsx';
import { useFocusBack } from './use-focus-back.ts';

/** The dialog itself, loaded when the first one opens (see Dialog.tsx). */
export default function DialogFrame({ open, onClose, title, children, actions, size = 'md', question }: DialogProps): ReactNode {
  const { t } = useTranslation('ui');
  useFocusBack();
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
