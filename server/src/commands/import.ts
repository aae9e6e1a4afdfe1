import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nowMs } from '../kernel/clock.ts';
import type { ImportProgress, ImportReport } from '../modules/imports/index.ts';
import { defineCommand, EXIT } from './define-command.ts';
import { reportLines } from './import-report.ts';
import { runTask } from './run-task.ts';
import { importTicketsTask } from './tasks/import-tickets.ts';
import { progressBar } from './terminal.ts';

export const importCommand = defineCommand(
  {
    call: 'import tickets FILE --map MAP',
    about:
      'Replays a CSV file of ticket updates, one row per update, with their real times. Nobody is told. Ctrl+C stops between two tickets; the same command goes on from there. docs/guide/import-servicenow.md says what becomes what.',
    words: ['FILE'],
    options: {
      map: { kind: 'text', value: 'MAP', about: '"servicenow", or the path of a map as JSON.', required: true },
      company: { kind: 'text', value: 'NAME', about: 'Company of the callers; made when it is missing.' },
      'time-zone': { kind: 'text', value: 'ZONE', about: 'Zone of the times in the file, Europe/Berlin.' },
      queue: { kind: 'text', value: 'NAME', about: 'Queue of the tickets.' },
      'dry-run': { kind: 'flag', about: 'Says what would happen and changes nothing.' },
    },
    examples: ['import tickets incidents.csv --map servicenow --company "Halvorsen Logistics" --dry-run'],
    exitCodes: ['3 done, but some tickets were left out', '130 stopped'],
  },
  async (input, { words, options }) => {
    const { terminal, signal } = input;
    const task = {
      path: resolve(words[0] as string),
      map: await mapArgument(options.map),
      dryRun: options['dry-run'],
      ...(options.company === undefined ? {} : { company: options.company }),
      ...(options['time-zone'] === undefined ? {} : { timeZone: options['time-zone'] }),
      ...(options.queue === undefined ? {} : { queue: options.queue }),
    };
    const bar = progressBar(terminal, nowMs);
    let report: ImportReport;
    try {
      report = await runTask(input, importTicketsTask, task, {
        signal,
        onProgress: (progress) => bar.show(stepOf(progress as ImportProgress)),
      });
    } finally {
      bar.end();
    }
    if (options.json) terminal.print(JSON.stringify(report));
    else for (const line of reportLines(report)) terminal.print(line);
    if (report.state === 'stopped') return EXIT.stopped;
    return report.damaged.length + report.kept.length > 0 ? EXIT.withProblems : EXIT.done;
  },
);

const LABELS = { reading: 'Reading', preparing: 'Making people and names', replaying: 'Replaying' } as const;
const stepOf = ({ phase, done, total }: ImportProgress) => ({
  label: LABELS[phase],
  done,
  total,
  unit: phase === 'preparing' ? '' : 'rows',
});

/** A path of the person's own folder means nothing to the server, so it is made absolute; a name stays a name. */
async function mapArgument(map: string): Promise<string> {
  const path = resolve(map);
  return (await readFile(path).then(
    () => true,
    () => false,
  )) || /[./\\]/.test(map)
    ? path
    : map;
}
