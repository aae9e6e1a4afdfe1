import { Portal } from '../../lib/Portal.tsx';
import { createQueryClient } from '../../lib/query.ts';
import { startPage } from '../../lib/start.tsx';
import { followHints } from './live-keys.ts';
import { createPortalRouter } from './routes.ts';

const queries = createQueryClient();
const router = createPortalRouter();
followHints(queries);

void startPage(['admin', 'entry', 'records', 'people'], () => <Portal router={router} queries={queries} />);
