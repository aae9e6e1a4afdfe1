import * as contract from '@portico/contracts/system/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { discardJob } from './operations/discard-job.ts';
import { getOverview } from './operations/get-overview.ts';
import { getSystemHealth } from './operations/get-system-health.ts';
import { getWorkspace } from './operations/get-workspace.ts';
import { listJobs } from './operations/list-jobs.ts';
import { retryJob } from './operations/retry-job.ts';
import { updateWorkspace } from './operations/update-workspace.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.getWorkspace, getWorkspace),
  handle(contract.updateWorkspace, updateWorkspace),
  handle(contract.getOverview, getOverview),
  handle(contract.getSystemHealth, getSystemHealth),
  handle(contract.listJobs, listJobs),
  handle(contract.retryJob, retryJob),
  handle(contract.discardJob, discardJob),
];
