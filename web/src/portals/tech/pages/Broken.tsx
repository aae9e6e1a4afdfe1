import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorState } from '../../../ui/States.tsx';

/** A page that failed in the browser; what was typed lies in the drafts. */
export function Broken({ error }: ErrorComponentProps): ReactNode {
  return (
    <main id="main">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </main>
  );
}
