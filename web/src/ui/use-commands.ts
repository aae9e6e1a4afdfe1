import { type ReactNode, useEffect, useState } from 'react';
import type { IconName } from './Icon.tsx';
import { filterOptions } from './use-options.ts';

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Avatar or status in the icon's place. */
  readonly mark?: ReactNode;
  readonly note?: ReactNode;
  readonly keys?: string;
  readonly href?: string;
  readonly run: () => void;
}
export interface CommandSource {
  readonly name: string;
  /** A list is filtered here; a function asks the server. */
  readonly commands: readonly Command[] | ((query: string, signal: AbortSignal) => Promise<readonly Command[]>);
  /** Characters needed before the server is asked; default 2. */
  readonly from?: number;
}
export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

const PAUSE_MS = 120;
const PER_GROUP = 6;

/** Groups in the order of their sources; slow ones appear when they answer, the others do not wait for them. */
export function useCommands(sources: readonly CommandSource[], query: string): { groups: readonly CommandGroup[]; busy: boolean } {
  const [answers, setAnswers] = useState<Readonly<Record<string, readonly Command[]>>>({});
  const [open, setOpen] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const asked = sources.filter((source) => typeof source.commands === 'function' && query.trim().length >= (source.from ?? 2));
    setAnswers((before) => Object.fromEntries(Object.entries(before).filter(([name]) => asked.some((source) => source.name === name))));
    setOpen(asked.length);
    const timer = setTimeout(() => {
      for (const source of asked) {
        if (typeof source.commands !== 'function') continue;
        source
          .commands(query.trim(), abort.signal)
          .then((commands) => !abort.signal.aborted && setAnswers((before) => ({ ...before, [source.name]: commands })))
          .catch(() => undefined)
          .finally(() => !abort.signal.aborted && setOpen((count) => count - 1));
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sources, query]);
  const groups = sources.map((source) => ({
    name: source.name,
    commands: (typeof source.commands === 'function' ? (answers[source.name] ?? []) : filtered(source.commands, query)).slice(0, PER_GROUP),
  }));
  return { groups: groups.filter((group) => group.commands.length > 0), busy: open > 0 };
}

function filtered(commands: readonly Command[], query: string): readonly Command[] {
  const kept = new Set(
    filterOptions(
      commands.map((command) => ({ value: command.id, label: command.label })),
      query,
    ).map((option) => option.value),
  );
  return commands.filter((command) => kept.has(command.id));
}
