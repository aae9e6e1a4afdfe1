import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { UiProvider } from '../ui/UiProvider.tsx';
import { loadArea } from './i18n.ts';
import { renewWhenOutdated } from './renew-page.ts';

renewWhenOutdated();

/** What the three portals share around their router; the sign-in page uses none of it. */
export function Portal({ router, queries }: { router: AnyRouter; queries: QueryClient }): ReactNode {
  // What a refusal says is not needed for the first paint.
  useEffect(() => void loadArea('refusals'), []);
  return (
    <QueryClientProvider client={queries}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  );
}
