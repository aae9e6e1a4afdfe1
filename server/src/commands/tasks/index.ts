import type { Task } from '../../kernel/socket/protocol.ts';
import { checkSystemTask } from './check-system.ts';
import { createAdminTask } from './create-admin.ts';
import { createBackupTask } from './create-backup.ts';
import { createKeyTask } from './create-key.ts';
import { importTicketsTask } from './import-tickets.ts';
import { secretsTask } from './secrets.ts';

/** What a running server does for the operator's commands. */
export const tasks: readonly Task[] = [
  importTicketsTask,
  createKeyTask,
  createAdminTask,
  checkSystemTask,
  secretsTask,
  createBackupTask,
] as readonly Task[];
