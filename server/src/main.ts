// The only file that reads the environment, listens to signals or ends the process.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { type CommandEntry, commands } from './commands/index.ts';
import type { Terminal } from './commands/terminal.ts';
import { readConfig } from './kernel/config/config.ts';
import { StartRefused } from './kernel/db/lock-file.ts';
import { createLog } from './kernel/log/log.ts';

// What Node made of our files is kept beside the packages: the next start needs a third less processor time. Where the folder may not be
// written, Node goes on without. Not in the folder for temporary files: what lies there, other users of the machine could have put there.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'portico-code'));

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const terminal: Terminal = {
  print,
  complain,
  draw: (text) => void process.stderr.write(text),
  isTty: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
};

function overview(): string {
  const rows = commands.map((command) => `  ${command.name.padEnd(10)}${command.summary}`);
  return ['portico COMMAND [options]', '', ...rows, '', 'portico COMMAND --help says more.'].join('\n');
}

async function runCommand(entry: CommandEntry, args: readonly string[]): Promise<number> {
  const { config, problems } = readConfig(process.env);
  if (!config) {
    complain('Portico cannot start, because some settings are wrong:');
    for (const problem of problems) complain(`  - ${problem}`);
    complain('Nothing was changed. All settings are described in docs/generated/config.md.');
    return 1;
  }
  const log = entry.quietLog ? quietLog(config.logLevel) : createLog({ level: config.logLevel });
  let askToStop: (reason: string) => void = () => {};
  const whenAskedToStop = new Promise<string>((resolve) => {
    askToStop = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      askToStop(signal);
      // Asked a second time, somebody is in a hurry: what is open is safe, it is only not finished politely.
      process.once(signal, () => process.exit(130));
    });
  }
  process.on('unhandledRejection', (reason) => {
    log.fatal({ err: reason }, 'an error was handled nowhere');
    askToStop('crash');
  });
  const onCrash = (error: Error): void => {
    log.fatal({ err: error }, 'the embedded database ended unexpectedly');
    askToStop('crash');
    setTimeout(() => process.exit(1), 5_000).unref();
  };
  const command = await entry.load();
  return command.run({ config, log, args, print, terminal, whenAskedToStop, onCrash });
}

/** At the usual level a command's log is silent: its own words are for people, and `--json` output must stay JSON. */
const quietLog = (level: string) =>
  createLog({ level: level === 'info' || level === 'warn' ? 'fatal' : level, write: (line) => void process.stderr.write(line) });

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    (name === undefined || name === '--help' ? print : complain)(
      name === undefined || name === '--help' ? overview() : `There is no command "${name}".\n\n${overview()}`,
    );
    return name === '--help' ? 0 : 2;
  }
  if (args.includes('--help')) {
    print((await command.load()).help);
    return 0;
  }
  try {
    return await runCommand(command, args);
  } catch (error) {
    if (error instanceof StartRefused) complain(error.message);
    else complain(`Portico stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

process.exit(await main());
