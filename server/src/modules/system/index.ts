import type { Module } from '../../kernel/module.ts';
import { routes } from './system.routes.ts';

export { getSystemHealth } from './operations/get-system-health.ts';
export { updateWorkspace } from './operations/update-workspace.ts';
export { loadWorkspace, type WorkspaceSettings } from './workspace.ts';

export const systemModule: Module = { name: 'system', routes };
