import type { Config } from '../../kernel/config/config.ts';
import type { Db } from '../../kernel/context.ts';
import { getSetting } from '../settings/index.ts';

export interface WorkspaceSettings {
  readonly name: string;
  readonly brandColor: string;
  readonly phone: string | null;
}
export const WORKSPACE_KEY = 'workspace';
const FALLBACK: WorkspaceSettings = { name: 'Portico', brandColor: '#0B7A65', phone: null };

/** Name, colour and phone of the workspace; what pages show before anybody signed in. */
export async function loadWorkspace(db: Db): Promise<WorkspaceSettings> {
  return { ...FALLBACK, ...(await getSetting<Partial<WorkspaceSettings>>(db, WORKSPACE_KEY, {})) };
}

export const workspaceView = (workspace: WorkspaceSettings, config: Config) => ({
  ...workspace,
  publicUrl: config.publicUrl,
  isDemo: config.demo,
});
