import type { ReactNode } from 'react';
import { ErrorState } from './States.tsx';

/** A page that failed in the browser; what was typed lies in the drafts. */
export function Broken({ error }: { error: unknown }): ReactNode {
  return (
    <main id="main">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </main>
  );
}
