import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { TextField } from '../../ui/TextField.tsx';
import s from './People.module.css';

const PAUSE_MS = 250;

/** Words to find, kept in the address. */
export function useFind() {
  const raw = (useSearch({ strict: false }) as { q?: unknown }).q;
  const q = raw === undefined ? '' : String(raw);
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const ask = (words: string) => {
    if (words !== q) void navigate({ to: '.', replace: true, search: (words ? { q: words } : {}) as never });
  };
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const timer = setTimeout(() => latest.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return { q, text, setText, now: () => ask(text.trim()) };
}

export function FindBox({ find, label }: { find: ReturnType<typeof useFind>; label: string }): ReactNode {
  const { t } = useTranslation('tech');
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([{ keys: '/', label: t('keys.searchList'), group: t('keys.list'), run: () => input.current?.focus() }]);
  return (
    <div className={s['find']}>
      <TextField
        ref={input}
        hideLabel
        type="search"
        icon="search"
        dir="auto"
        label={label}
        placeholder={label}
        value={find.text}
        onChange={find.setText}
        onKeyDown={(event) => event.key === 'Enter' && find.now()}
      />
    </div>
  );
}
