import type { Editor } from '@tiptap/core';
import Image from '@tiptap/extension-image';
import Placeholder from '@tiptap/extension-placeholder';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { type ReactNode, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import { EditorToolbar } from './EditorToolbar.tsx';
import s from './RichText.module.css';
import type { RichTextProps } from './RichText.tsx';
import { toast } from './toast-store.ts';

/** On screen a picture has a signed URL, in the stored text `file:ID`; `data-file` connects the two. */
const FileImage = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      file: {
        default: null,
        parseHTML: (element) => element.getAttribute('data-file'),
        renderHTML: ({ file }) => (file ? { 'data-file': file } : {}),
      },
    };
  },
});

export default function RichTextEditor(props: RichTextProps): ReactNode {
  const { label, placeholder = '', initial = '', autoFocus, disabled, describedBy, framed } = props;
  const { t } = useTranslation('ui');
  const latest = useRef(props);
  latest.current = props;
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        strike: false,
        underline: false,
        link: { openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] },
      }),
      FileImage,
      Placeholder.configure({ placeholder }),
    ],
    injectCSS: false,
    autofocus: autoFocus ? 'end' : false,
    editable: !disabled,
    content: toScreen(initial, props.imageUrls ?? {}),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
        class: s['text'] ?? '',
        'data-ring-outside': '',
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      },
      handleKeyDown: (_view, event) => {
        // The editor swallows Escape; leaving the text is what it means everywhere else.
        if (event.key === 'Escape' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSubmit?.();
        return true;
      },
      handlePaste: (_view, event) => take(event.clipboardData?.files),
      handleDrop: (_view, event) => take(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: current }) => latest.current.onChange(...toStored(current)),
  });

  function take(list: FileList | undefined): boolean {
    const files = [...(list ?? [])];
    if (files.length === 0) return false;
    const { uploadImage, onFiles } = latest.current;
    const pictures = uploadImage ? files.filter((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type)) : [];
    const others = files.filter((file) => !pictures.includes(file));
    if (others.length > 0) onFiles?.(others);
    for (const picture of pictures)
      uploadImage?.(picture).then(
        ({ id, url }) =>
          editor
            ?.chain()
            .focus()
            .setImage({ src: url, alt: picture.name, file: id } as { src: string })
            .run(),
        () => toast({ text: t('editor.imageFailed'), icon: 'warning', sticky: true }),
      );
    return pictures.length > 0 || onFiles !== undefined;
  }

  const toolbar = editor && <EditorToolbar editor={editor} onImage={props.uploadImage ? (files) => take(files) : undefined} />;
  return (
    <div className={cx(s['editor'], framed && s['framed'])}>
      <EditorContent editor={editor} />
      {toolbar && (props.toolbarInto ? createPortal(toolbar, props.toolbarInto) : toolbar)}
    </div>
  );
}

function toScreen(html: string, urls: Readonly<Record<number, string>>): string {
  return html.replaceAll(/src="file:(\d+)"/g, (_all, id: string) => `src="${urls[Number(id)] ?? ''}" data-file="${id}"`);
}

function toStored(editor: Editor): [string, string] {
  const text = editor.getText({ blockSeparator: '\n' }).trim();
  const document = new DOMParser().parseFromString(editor.getHTML(), 'text/html');
  const pictures = document.querySelectorAll('img');
  for (const picture of pictures) {
    const id = picture.dataset['file'];
    if (!id) picture.remove();
    else {
      picture.setAttribute('src', `file:${id}`);
      picture.removeAttribute('data-file');
    }
  }
  return text === '' && document.querySelectorAll('img').length === 0 ? ['', ''] : [document.body.innerHTML, text];
}
