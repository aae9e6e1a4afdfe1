import { Portal } from '../../lib/Portal.tsx';
import { createQueryClient } from '../../lib/query.ts';
import { startPage } from '../../lib/start.tsx';
import { createPortalRouter } from './routes.ts';

const queries = createQueryClient();
const router = createPortalRouter();

void startPage(['tech'], () => <Portal router={router} queries={queries} />);
