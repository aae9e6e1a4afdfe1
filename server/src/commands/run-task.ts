import type { Logger } from 'pino';
import { modules } from '../app.ts';
import type { Config } from '../kernel/config/config.ts';
import { FolderInUse } from '../kernel/db/lock-file.ts';
import { migrate } from '../kernel/db/migrate.ts';
import { openDatabase } from '../kernel/db/open-database.ts';
import { migrateJobs } from '../kernel/jobs/boss.ts';
import { createKernel } from '../kernel/kernel.ts';
import { askSocket, callSocket } from '../kernel/socket/call-socket.ts';
import type { Task, TaskWatch } from '../kernel/socket/protocol.ts';

export interface TaskSetting {
  readonly config: Config;
  readonly log: Logger;
  readonly onCrash: (error: Error) => void;
}

/** A server that holds the folder but does not serve its socket yet is only just starting. */
const WAIT_FOR_START_MS = 20_000;

/** How a task runs in this process; by default with the database brought up to date and a whole kernel around it. */
export type RunHere<I, R> = (setting: TaskSetting, input: I, watch: TaskWatch) => Promise<R>;

/**
 * Runs a task where the database is: in the server that runs on this data folder, else here, holding the folder meanwhile.
 *
 * @throws Refusal, StartRefused: sentences for the person.
 */
export async function runTask<I, R>(
  setting: TaskSetting,
  task: Task<I, R>,
  input: I,
  watch: TaskWatch,
  here: RunHere<I, R> = (...given) => runHere(task, ...given),
): Promise<R> {
  const { dataDir } = setting.config;
  if (await askSocket(dataDir)) return callSocket<R>(dataDir, task.name, input, watch);
  try {
    return await here(setting, input, watch);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    if (!(await socketAppears(dataDir, watch.signal))) throw error;
    return callSocket<R>(dataDir, task.name, input, watch);
  }
}

async function socketAppears(dataDir: string, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; waited < WAIT_FOR_START_MS && !signal.aborted; waited += 250) {
    if (await askSocket(dataDir)) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

async function runHere<I, R>(task: Task<I, R>, { config, log, onCrash }: TaskSetting, input: I, watch: TaskWatch): Promise<R> {
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
  try {
    await migrate(database.pool, { log, alsoUnderLock: migrateJobs });
    const kernel = await createKernel({ config, log, modules, database, publishHint: () => {}, background: false });
    try {
      return await task.run(kernel, input, watch);
    } finally {
      await kernel.jobs.stop();
    }
  } finally {
    await database.close();
  }
}
