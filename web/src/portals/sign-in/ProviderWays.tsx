import { lazy, type ReactNode, Suspense } from 'react';

const ProviderButtons = lazy(() => import('./ProviderButtons.tsx'));

/** The other ways in come after the first paint: nobody waits for them to type an address. */
export function ProviderWays({ email }: { email: string }): ReactNode {
  return (
    <Suspense fallback={null}>
      <ProviderButtons email={email} />
    </Suspense>
  );
}
