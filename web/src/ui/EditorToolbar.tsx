import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import s from './RichText.module.css';
import { TextField } from './TextField.tsx';

export function EditorToolbar({ editor, onImage }: { editor: Editor; onImage: ((files: FileList) => void) | undefined }): ReactNode {
  const { t } = useTranslation('ui');
  const [linking, setLinking] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      Object.fromEntries(
        ['bold', 'italic', 'bulletList', 'orderedList', 'blockquote', 'code', 'link'].map((name) => [name, current.isActive(name)]),
      ),
  });
  const run = () => editor.chain().focus();
  const tool = (name: string, icon: IconName, label: string, act: () => void, keys?: string) => (
    <IconButton
      icon={icon}
      label={label}
      pressed={on[name] ?? false}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
      {...(keys ? { keys } : {})}
    />
  );
  return (
    <>
      {linking && <LinkForm editor={editor} onDone={() => setLinking(false)} />}
      <div className={s['tools']} role="toolbar" aria-label={t('editor.tools')}>
        {tool('bold', 'bold', t('editor.bold'), () => run().toggleBold().run(), 'mod+b')}
        {tool('italic', 'italic', t('editor.italic'), () => run().toggleItalic().run(), 'mod+i')}
        {tool('bulletList', 'list', t('editor.list'), () => run().toggleBulletList().run())}
        {tool('orderedList', 'numbered', t('editor.numbered'), () => run().toggleOrderedList().run())}
        {tool('blockquote', 'quote', t('editor.quote'), () => run().toggleBlockquote().run())}
        {tool('code', 'code', t('editor.code'), () => run().toggleCode().run())}
        {tool('link', 'link', t('editor.link'), () => setLinking(!linking))}
        {onImage && (
          <>
            <IconButton icon="image" label={t('editor.image')} onClick={() => picker.current?.click()} />
            <input
              ref={picker}
              type="file"
              hidden
              accept="image/png,image/jpeg,image/gif,image/webp"
              aria-label={t('editor.image')}
              onChange={(event) => event.target.files && onImage(event.target.files)}
            />
          </>
        )}
      </div>
    </>
  );
}

function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }): ReactNode {
  const { t } = useTranslation('ui');
  const [address, setAddress] = useState(String(editor.getAttributes('link')['href'] ?? ''));
  const [error, setError] = useState<string>();
  const save = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = completeAddress(address);
    if (address.trim() !== '' && !href) return setError(t('editor.linkWrong'));
    const chain = editor.chain().focus().extendMarkRange('link');
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link'))
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onDone();
  };
  return (
    <form className={s['linkForm']} onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <TextField
        label={t('editor.linkAddress')}
        hideLabel
        autoFocus
        inputMode="url"
        placeholder="https://"
        value={address}
        onChange={setAddress}
        error={error}
      />
      <Button type="submit">{t('editor.linkSave')}</Button>
    </form>
  );
}

/** "example.com" becomes a link too; anything but web, mail and phone is refused. */
function completeAddress(text: string): string | null {
  const trimmed = text.trim();
  if (/^(https?:\/\/|mailto:|tel:)\S+$/i.test(trimmed)) return trimmed;
  if (/^[^\s:/@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)) return `mailto:${trimmed}`;
  return /^[^\s:]+\.[^\s]{2,}$/.test(trimmed) ? `https://${trimmed}` : null;
}
