import { access, constants, stat } from 'node:fs/promises';
import type { Config } from '../kernel/config/config.ts';
import { StartRefused } from '../kernel/db/lock-file.ts';
import { Refusal } from '../kernel/errors.ts';
import { probeMailServer, probePublicUrl } from '../kernel/health/probes.ts';
import { probeRedis } from '../kernel/realtime/between-redis.ts';
import { askSocket } from '../kernel/socket/call-socket.ts';
import { VERSION } from '../kernel/version.ts';
import type { CommandInput } from './command.ts';
import { defineCommand, EXIT, plainError } from './define-command.ts';
import { runTask } from './run-task.ts';
import { askTask, secretProblem } from './secrets.ts';
import { checkSystemTask } from './tasks/check-system.ts';

export interface Finding {
  readonly key: string;
  readonly state: 'ok' | 'warning' | 'bad';
  readonly detail: string;
  readonly advice: string | null;
}

const MARKS = { ok: 'ok', warning: 'look', bad: 'BAD' } as const;

export const doctor = defineCommand(
  {
    call: 'doctor',
    about:
      'Checks the server, its data folder, database, disk, mail, clock and public address, and says what to do. Changes nothing but pending migrations when no server runs.',
    words: [],
    options: {},
    exitCodes: ['3 something is broken'],
  },
  async (input, { options }) => {
    const running = await askSocket(input.config.dataDir);
    const findings = [
      serverFinding(running),
      await folderFinding(input.config),
      ...(await systemFindings(input)),
      ...(await secretFindings(input)),
      ...(await mailFindings(input.config)),
      ...(running ? [] : await redisFindings(input.config)),
      await addressFinding(input.config, running !== null),
    ];
    const bad = findings.some((finding) => finding.state === 'bad');
    if (options.json) input.terminal.print(JSON.stringify({ version: VERSION, healthy: !bad, findings }));
    else for (const line of findings.flatMap(linesOf)) input.terminal.print(line);
    return bad ? EXIT.withProblems : EXIT.done;
  },
);

const linesOf = ({ state, key, detail, advice }: Finding): string[] => [
  `${MARKS[state].padEnd(5)}${key.padEnd(12)}${detail}`,
  ...(advice === null ? [] : [`${' '.repeat(17)}→ ${advice}`]),
];

function serverFinding(running: { readonly version: string } | null): Finding {
  if (!running) return { key: 'server', state: 'ok', detail: 'No server runs on this data folder.', advice: null };
  if (running.version === VERSION) return { key: 'server', state: 'ok', detail: `Portico ${VERSION} is running.`, advice: null };
  const detail = `Portico ${running.version} is running, but ${VERSION} is installed.`;
  return { key: 'server', state: 'warning', detail, advice: 'Restart the server.' };
}

async function folderFinding({ dataDir, secrets }: Config): Promise<Finding> {
  const facts = await stat(dataDir).catch(() => null);
  if (!facts) return { key: 'data folder', state: 'ok', detail: `${dataDir} does not exist yet; the first start makes it.`, advice: null };
  const writable = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const fix = { key: 'data folder', state: 'bad' } as const;
  if (!facts.isDirectory()) return { ...fix, detail: `${dataDir} is no folder.`, advice: 'Choose another DATA_DIR.' };
  if (!writable)
    return { ...fix, detail: `This user may not write into ${dataDir}.`, advice: 'Give the folder to the user that runs Portico.' };
  if ((facts.mode & 0o077) !== 0 && secrets === null) {
    const advice = `It holds the instance secret. Close it: chmod 700 ${dataDir}`;
    return { key: 'data folder', state: 'warning', detail: `Others on this machine may look into ${dataDir}.`, advice };
  }
  return { key: 'data folder', state: 'ok', detail: `${dataDir} is ours.`, advice: null };
}

/** The checks of the admin's health page, or why the database could not be asked. */
async function systemFindings(input: CommandInput & { readonly signal: AbortSignal }): Promise<Finding[]> {
  try {
    const health = await runTask(input, checkSystemTask, {}, { signal: input.signal, onProgress: () => {} });
    // The public address is asked below, also for a workspace that nobody has opened yet.
    return health.checks.flatMap(({ key, state, detail, advice }) => (key === 'address' ? [] : [{ key, state, detail, advice }]));
  } catch (error) {
    input.log.debug({ err: error }, 'the database could not be asked');
    const known = error instanceof Refusal || error instanceof StartRefused;
    const detail = known ? error.message : plainError(error);
    const advice = input.config.databaseUrl
      ? 'Nothing works without it: look at the database server first.'
      : 'Look at the log of the server, or restore a backup.';
    return [{ key: 'database', state: 'bad', detail, advice: known ? null : advice }];
  }
}

/** Nothing when the database could not be asked: that is said already. */
async function secretFindings(input: CommandInput & { readonly signal: AbortSignal }): Promise<Finding[]> {
  const report = await askTask(input, { reseal: false, acceptLoss: false }).catch(() => null);
  if (!report) return [];
  const problem = secretProblem(report);
  const state = report.check === 'other' ? 'bad' : problem ? 'warning' : 'ok';
  return [
    { key: 'secret', state, detail: problem?.detail ?? 'The instance secret opens what it sealed.', advice: problem?.advice ?? null },
  ];
}

/** A running server says how its own line is; this is for before the first start. */
async function redisFindings({ redisUrl }: Config): Promise<Finding[]> {
  if (redisUrl === null) return [];
  const { ok, detail } = await probeRedis(redisUrl);
  const advice = 'Check REDIS_URL and Redis. The server starts all the same; live updates do not travel between processes until then.';
  return [{ key: 'redis', state: ok ? 'ok' : 'warning', detail, advice: ok ? null : advice }];
}

async function mailFindings({ smtpUrl }: Config): Promise<Finding[]> {
  if (smtpUrl === null) return [];
  const { ok, detail } = await probeMailServer(smtpUrl);
  const advice = 'Check host, port, user and password of SMTP_URL, and that the firewall lets this machine out.';
  return [{ key: 'mail server', state: ok ? 'ok' : 'bad', detail, advice: ok ? null : advice }];
}

async function addressFinding({ publicUrl }: Config, running: boolean): Promise<Finding> {
  if (!running) return { key: 'address', state: 'ok', detail: `${publicUrl} is not asked while no server runs.`, advice: null };
  const { ok, detail } = await probePublicUrl(publicUrl);
  const advice = 'People open this address, and links in mail begin with it. Correct PUBLIC_URL, or the proxy in front of Portico.';
  return { key: 'address', state: ok ? 'ok' : 'bad', detail, advice: ok ? null : advice };
}
