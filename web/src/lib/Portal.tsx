import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { UiProvider } from '../ui/UiProvider.tsx';
import { renewWhenOutdated } from './renew-page.ts';

renewWhenOutdated();

/** What the three portals share around their router; the sign-in page uses none of it. */
export function Portal({ router, queries }: { router: AnyRouter; queries: QueryClient }): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  );
}
