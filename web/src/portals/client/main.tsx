import { sweepDrafts } from '../../lib/drafts.ts';
import { Portal } from '../../lib/Portal.tsx';
import { createQueryClient } from '../../lib/query.ts';
import { startPage } from '../../lib/start.tsx';
import { createPortalRouter } from './routes.ts';
import { sessionOf } from './session-query.ts';

const queries = createQueryClient();
const router = createPortalRouter(queries);

// Who is signed in is asked while the words are still loading.
void queries.prefetchQuery(sessionOf());
sweepDrafts();
void startPage(['client'], () => <Portal router={router} queries={queries} />);
