import { lazy, type ReactNode, Suspense } from 'react';
import { loadArea } from '../../lib/i18n.ts';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import type { SignIn } from './use-sign-in.ts';

const PasskeyButton = lazy(async () => {
  await loadArea('passkeys');
  return import('./PasskeyButton.tsx');
});

interface Way {
  readonly signIn: SignIn;
  /** Only passkeys of this account will do. */
  readonly accountId?: number;
  /** Offers passkeys beside the address field too. */
  readonly autofill?: boolean;
  readonly primary?: boolean;
}

/** Comes after the first paint, and only where the browser knows passkeys. */
export function PasskeyWay(way: Way): ReactNode {
  if (!knowsPasskeys()) return null;
  return (
    <Suspense fallback={null}>
      <PasskeyButton {...way} />
    </Suspense>
  );
}
export type { Way };
