import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import s from './RichText.module.css';
import { SkeletonText } from './States.tsx';

export interface RichTextProps {
  /** Spoken name of the text field. */
  readonly label: string;
  readonly placeholder?: string;
  /** HTML with images as `file:ID`. Read once; change `key` to start over. */
  readonly initial?: string;
  /** HTML and its plain text; both empty when nothing but white space is written. */
  readonly onChange: (html: string, text: string) => void;
  readonly onSubmit?: () => void;
  /** Uploads a pasted or dropped picture; its id goes into the text, its URL onto the screen. */
  readonly uploadImage?: (file: File) => Promise<{ id: number; url: string }>;
  /** Files that are no pictures, dropped or pasted. */
  readonly onFiles?: (files: File[]) => void;
  /** URLs of pictures that are already in `initial`. */
  readonly imageUrls?: Readonly<Record<number, string>>;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  /** Framed like a field (forms) instead of bare (inside a composer). */
  readonly framed?: boolean;
  /** Puts the formatting tools there instead of below the text. */
  readonly toolbarInto?: HTMLElement | null;
}

const Editor = lazy(() => import('./RichTextEditor.tsx'));

/** The editor arrives when it is needed; until then its place is kept. */
export function RichText(props: RichTextProps): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <Suspense
      fallback={
        <div className={s['waiting']}>
          <SkeletonText lines={2} label={t('editor.loading')} />
        </div>
      }
    >
      <Editor {...props} />
    </Suspense>
  );
}
