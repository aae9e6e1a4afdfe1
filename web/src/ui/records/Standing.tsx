import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { confirm } from '../ConfirmDialog.tsx';
import type { IconName } from '../Icon.tsx';
import { toast } from '../toast-store.ts';

interface StandingProps {
  readonly active: boolean;
  readonly version: number;
  readonly words: {
    readonly disable: string;
    readonly enable: string;
    readonly keep: string;
    readonly title: string;
    /** Names what happens to whom. */
    readonly body: ReactNode;
    readonly disabled: string;
    readonly enabled: string;
  };
  readonly icon?: IconName;
  /** Writes and returns the new version. */
  readonly put: (active: boolean, version: number) => Promise<number>;
  /** After a refusal: what is shown may be old. */
  readonly onRefused: () => void;
  readonly locked?: boolean;
}

/** Takes a record out of use after naming the consequences; brings it back, also by undo. */
export function Standing({ active, version, words, icon = 'stop', put, onRefused, locked }: StandingProps): ReactNode {
  const { t } = useTranslation('records');
  const [busy, setBusy] = useState(false);
  const run = async (next: boolean, from: number): Promise<void> => {
    setBusy(true);
    try {
      const stored = await put(next, from);
      const undo = { label: t('standing.undo'), run: () => void run(true, stored) };
      toast({ icon: 'check-circle', text: next ? words.enabled : words.disabled, ...(next ? {} : { action: undo }) });
    } catch (error) {
      onRefused();
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    } finally {
      setBusy(false);
    }
  };
  const disable = async () => {
    const sure = await confirm({ title: words.title, body: words.body, act: words.disable, keep: words.keep, danger: true, icon });
    if (sure) await run(false, version);
  };
  if (locked) return null;
  return active ? (
    <Button icon={icon} busy={busy} onClick={() => void disable()}>
      {words.disable}
    </Button>
  ) : (
    <Button kind="primary" icon="play" busy={busy} onClick={() => void run(true, version)}>
      {words.enable}
    </Button>
  );
}
