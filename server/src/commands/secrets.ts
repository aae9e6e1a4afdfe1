import { nowMs } from '../kernel/clock.ts';
import { forgetPreviousSecrets, loadSecrets, rotateSecretFile, secretWrittenMs } from '../kernel/config/secret.ts';
import { keyIdOf } from '../kernel/crypto/crypto.ts';
import { Refusal } from '../kernel/errors.ts';
import { MAX_LINK_SECONDS } from '../kernel/files/links.ts';
import { askSocket } from '../kernel/socket/call-socket.ts';
import type { CommandInput } from './command.ts';
import { defineCommand, EXIT } from './define-command.ts';
import { WrongUse } from './parse.ts';
import { runTask } from './run-task.ts';
import { type SecretsInput, type SecretsReport, secretsTask } from './tasks/secrets.ts';

type Input = CommandInput & { readonly signal: AbortSignal };
const ACTIONS = ['status', 'rotate', 'reseal', 'forget'] as const;
const LINK_DAYS = Math.round(MAX_LINK_SECONDS / 86_400);

export const secrets = defineCommand(
  {
    call: 'secrets ACTION',
    about: [
      'The instance secret, which seals stored credentials and signs links. ACTION is one of:',
      '  status  which keys there are, and what is sealed with each',
      '  rotate  puts a new secret before the old one in DATA_DIR/secret, and seals anew what the old one sealed',
      '  reseal  seals anew what a previous secret sealed (after a new PORTICO_SECRET, or a restart)',
      '  forget  gives up the previous secrets, once nothing is sealed with them',
    ].join('\n'),
    words: ['ACTION'],
    options: {
      now: { kind: 'flag', about: `forget: also before links in mails have run out (${LINK_DAYS} days after the rotation).` },
      'accept-loss': { kind: 'flag', about: 'reseal: goes on with this secret although it is not the one of this database.' },
    },
    examples: ['secrets status', 'secrets rotate'],
    exitCodes: ['3 something is sealed with a secret nobody has'],
  },
  async (input, { words, options }) => {
    const action = ACTIONS.find((one) => one === words[0]);
    if (!action) throw new WrongUse(`There is no "secrets ${words[0]}". Say one of: ${ACTIONS.join(', ')}.`);
    if (action === 'rotate') await rotate(input);
    const isLoaded = action === 'rotate' ? await isOurSecretLoaded(input) : true;
    const ask = {
      reseal: isLoaded && (action === 'rotate' || action === 'reseal'),
      acceptLoss: options['accept-loss'] && action === 'reseal',
    };
    const report = await askTask(input, ask);
    if (action === 'reseal' || action === 'forget') refuseOldProcess(input, report);
    if (action === 'forget') forget(input, report, options.now);
    if (options.json) input.terminal.print(JSON.stringify({ action, ...report, restartNeeded: !isLoaded }));
    else for (const line of linesOf(report, action, isLoaded)) input.terminal.print(line);
    return report.check === 'other' || report.columns.some(({ unreadable }) => unreadable > 0) ? EXIT.withProblems : EXIT.done;
  },
);

/** What `doctor` and this command ask. */
export const askTask = (input: Input, ask: SecretsInput): Promise<SecretsReport> =>
  runTask(input, secretsTask, ask, { signal: input.signal, onProgress: () => {} });

async function rotate(input: Input): Promise<void> {
  const { config } = input;
  if (config.secrets) {
    const how = 'Put a new one before it, separated by a comma, restart every process, and run: portico secrets reseal';
    throw new Refusal(409, 'secret.inEnvironment', `The secret comes from PORTICO_SECRET, which this command cannot change. ${how}`);
  }
  if (await askSocket(config.dataDir)) {
    const [used] = (await askTask(input, { reseal: false, acceptLoss: false })).keyIds;
    if (!loadSecrets(config).some((secret) => keyIdOf(secret) === used)) throw elsewhere();
  }
  rotateSecretFile(config.dataDir);
}

/** Its secret is in the environment of the server, which this shell does not have. */
const elsewhere = (): Refusal =>
  new Refusal(
    409,
    'secret.elsewhere',
    'The running server does not use the secret in DATA_DIR/secret: it probably has PORTICO_SECRET in its environment. Rotate it there, or give this command the same setting. Nothing was changed.',
  );

/** Nothing may be sealed anew by a server that still runs on the old secret. */
async function isOurSecretLoaded(input: Input): Promise<boolean> {
  if (!(await askSocket(input.config.dataDir))) return true;
  return (await askTask(input, { reseal: false, acceptLoss: false })).keyIds[0] === currentKeyId(input);
}

const currentKeyId = ({ config }: Input): string => keyIdOf(loadSecrets(config)[0] ?? '');

function refuseOldProcess(input: Input, report: SecretsReport): void {
  if (report.keyIds[0] === currentKeyId(input)) return;
  throw new Refusal(
    409,
    'secret.notLoaded',
    'The running server still uses the secret before. Restart it, then run this again. Nothing was given up.',
  );
}

function forget({ config }: Input, report: SecretsReport, now: boolean): void {
  if (config.secrets) {
    throw new Refusal(
      409,
      'secret.inEnvironment',
      'The secret comes from PORTICO_SECRET: take the old one out of it and restart every process.',
    );
  }
  if (report.check !== 'fits' || report.columns.some(({ previous }) => previous > 0)) {
    throw new Refusal(
      409,
      'secret.stillUsed',
      'Something is still sealed with a previous secret. Run: portico secrets reseal. Nothing was given up.',
    );
  }
  const days = Math.floor((nowMs() - secretWrittenMs(config.dataDir)) / 86_400_000);
  if (report.keyIds.length > 1 && days < LINK_DAYS && !now) {
    const wait = `Links to files in mails that went out before would stop working. Wait ${LINK_DAYS - days} more days, or say --now.`;
    throw new Refusal(
      409,
      'secret.linksAlive',
      `The secret was rotated ${days === 0 ? 'today' : `${days} days ago`}. ${wait} Nothing was given up.`,
    );
  }
  forgetPreviousSecrets(config.dataDir);
}

/** @returns sentences for the operator; also what `doctor` says. */
export function secretProblem(report: SecretsReport): { readonly detail: string; readonly advice: string } | null {
  const unreadable = report.columns.reduce((sum, column) => sum + column.unreadable, 0);
  const previous = report.columns.reduce((sum, column) => sum + column.previous, 0);
  if (report.check === 'other') {
    return {
      detail:
        'The instance secret is not the one this database was used with: what is sealed cannot be opened, and links in mails do not work.',
      advice:
        'Give back DATA_DIR/secret or PORTICO_SECRET from the backup; all processes of one database need the same. If it is lost: portico secrets reseal --accept-loss',
    };
  }
  if (unreadable > 0) {
    const detail = `${unreadable} sealed ${unreadable === 1 ? 'text was' : 'texts were'} made with a secret that is not here any more.`;
    return {
      detail,
      advice: 'Add the previous secret again (PORTICO_SECRET="new,old"). Codes that wait are replaced when people ask again.',
    };
  }
  if (previous > 0 || report.check === 'previous') {
    return { detail: 'Some texts are still sealed with a previous secret.', advice: 'Run: portico secrets reseal' };
  }
  return null;
}

function linesOf(report: SecretsReport, action: (typeof ACTIONS)[number], isLoaded: boolean): string[] {
  const problem = secretProblem(report);
  const [current, ...others] = report.keyIds;
  const keys = `Current key ${current}${others.length > 0 && action !== 'forget' ? `, previous: ${others.join(', ')}` : ''}.`;
  const sums = report.columns.map(
    ({ name, current: now, previous, unreadable, resealed }) =>
      `${name}: ${now + resealed} under the current key (${resealed} sealed anew), ${previous} under a previous one, ${unreadable} cannot be opened.`,
  );
  const next = {
    status: [],
    rotate: isLoaded
      ? [`Keep the previous secret for ${LINK_DAYS} days (links in mails), then: portico secrets forget. Back up DATA_DIR/secret.`]
      : ['A new secret is in DATA_DIR/secret; the old one still works. Restart the server, then run: portico secrets reseal'],
    reseal: [],
    forget: ['The previous secrets were given up. Restart the server, so that it forgets them too.'],
  }[action];
  return [keys, ...sums, ...(problem && isLoaded ? [problem.detail, `→ ${problem.advice}`] : []), ...next];
}
