import { type ReactNode, useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import type { IconName } from './Icon.tsx';

export interface ConfirmQuestion {
  /** Names what goes: "Delete the group Mandantenverwaltung?" */
  readonly title: string;
  /** What it means for whom, and whether there is a way back. */
  readonly body: ReactNode;
  /** The act as a verb: "Delete group". */
  readonly act: string;
  /** The safe way out, which has focus: "Keep the group". */
  readonly keep: string;
  readonly danger?: boolean;
  readonly icon?: IconName;
}

let asked: { question: ConfirmQuestion; answer: (yes: boolean) => void } | null = null;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** @example if (await confirm({ title: t('…'), body: …, act: …, keep: …, danger: true })) remove(); */
export function confirm(question: ConfirmQuestion): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      asked = null;
      tell();
      resolve(yes);
    };
    asked = { question, answer };
    tell();
  });
}

/** Part of `UiProvider`. */
export function ConfirmHost(): ReactNode {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => asked,
  );
  if (!current) return null;
  return <ConfirmDialog question={current.question} onAnswer={current.answer} />;
}

export function ConfirmDialog({ question, onAnswer }: { question: ConfirmQuestion; onAnswer: (yes: boolean) => void }): ReactNode {
  return (
    <Dialog
      open
      question
      size="sm"
      title={question.title}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button data-autofocus="" onClick={() => onAnswer(false)}>
            {question.keep}
          </Button>
          <Button
            kind={question.danger ? 'danger' : 'primary'}
            icon={question.icon ?? (question.danger ? 'trash' : undefined)}
            onClick={() => onAnswer(true)}
          >
            {question.act}
          </Button>
        </>
      }
    >
      {question.body}
    </Dialog>
  );
}
