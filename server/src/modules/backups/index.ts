import type { Module } from '../../kernel/module.ts';
import { backupChecks } from './backups.checks.ts';
import { runSchedule } from './schedule.ts';

export { nameOf } from './backups.rules.ts';
export { type DrillReport, drillBackup } from './drill.ts';
export { makeBackup, noWorkspace, stopBackups } from './make-backup.ts';
export { moveWorkspace, type WorkspaceMoved } from './move-workspace.ts';
export { restoreWorkspace, type WorkspaceRestored } from './restore-workspace.ts';

export const backupsModule: Module = {
  name: 'backups',
  healthChecks: backupChecks,
  jobs: [
    {
      name: 'backups.schedule',
      cron: '*/10 * * * *',
      concurrency: 1,
      // A failure is noted and shown; the next look tries again by itself.
      retryLimit: 1,
      timeout: 6 * 3600 + 600,
      run: async (ctx) => void (await runSchedule(ctx)),
    },
  ],
};
