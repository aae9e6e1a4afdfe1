import type { Module } from '../../kernel/module.ts';
import { systemChecks } from './system.checks.ts';
import { systemGauges } from './system.gauges.ts';
import { routes } from './system.routes.ts';

export { getSystemHealth } from './operations/get-system-health.ts';
export { updateWorkspace } from './operations/update-workspace.ts';
export { loadWorkspace, type WorkspaceSettings } from './workspace.ts';

export const systemModule: Module = { name: 'system', routes, healthChecks: systemChecks, gauges: systemGauges };
