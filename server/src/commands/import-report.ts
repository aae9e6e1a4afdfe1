import type { ImportReport } from '../modules/imports/index.ts';

/** How many lines of one kind a person is shown; `--json` has them all. */
const SHOWN = 20;
const number = (value: number): string => value.toLocaleString('en-US');

/** What happened, for a person: the sums first, then what needs a look. */
export function reportLines(report: ImportReport): string[] {
  const { tickets, transitions, file, made } = report;
  const would = report.dryRun ? 'Would be ' : '';
  const rate = report.seconds > 0 ? `, ${number(Math.round(file.rows / report.seconds))} rows/s` : '';
  const makes = Object.entries(made).filter(([, count]) => count > 0);
  return [
    headline(report),
    `  ${number(file.rows)} rows of ${number(file.tickets)} tickets in ${report.seconds.toFixed(1)} s${rate}`,
    `  ${would}${number(tickets.created)} created, ${number(tickets.changed)} changed; ${number(tickets.unchanged)} are as they were`,
    ...(tickets.damaged > 0 ? [`  ${number(tickets.damaged)} left out, because rows are damaged`] : []),
    ...(tickets.kept > 0 ? [`  ${number(tickets.kept)} left as they are, because the file contradicts what was imported before`] : []),
    ...(makes.length > 0
      ? [`  ${would === '' ? 'Made' : 'Would make'}: ${makes.map(([kind, count]) => `${number(count)} ${nameOf(kind, count)}`).join(', ')}`]
      : []),
    `  Transitions: ${number(transitions.states)} states, ${number(transitions.groups)} groups, ${number(transitions.assignees)} assignees, ${number(transitions.priorities)} priorities; ${number(transitions.reopenings)} reopenings`,
    `  Times of the file are of ${report.timeZone}; company "${report.company}", queue "${report.queue}"`,
    ...section(
      'Left out',
      report.damaged.map(({ line, ticket, reason }) => `line ${line}${ticket ? `, ${ticket}` : ''}: ${reason}`),
    ),
    ...section(
      'Left as they are',
      report.kept.map(({ line, ticket, reason }) => `line ${line}, ${ticket}: ${reason}`),
    ),
    ...differences(report),
    ...(report.unknownColumns.length > 0
      ? ['', `The map does not know these columns; they were not read: ${report.unknownColumns.join(', ')}`]
      : []),
  ];
}

function headline({ state, dryRun, resumed }: ImportReport): string {
  if (state === 'stopped') return 'Stopped. What was finished is kept; the same command goes on from there.';
  if (dryRun) return 'Dry run: nothing was changed.';
  return resumed ? 'The import that had stopped is finished.' : 'The import is finished.';
}

const SINGULAR: Readonly<Record<string, string>> = {
  companies: 'company',
  statuses: 'status',
  priorities: 'priority',
  categories: 'category',
};
const nameOf = (kind: string, count: number): string => (count === 1 ? (SINGULAR[kind] ?? kind.slice(0, -1)) : kind);

/** The file counts some things itself; where its rows say otherwise, each ticket is named. */
function differences(report: ImportReport): string[] {
  const labels = [...new Set(report.differences.map((one) => one.label))];
  return labels.flatMap((label) => {
    const all = report.differences.filter((one) => one.label === label);
    return section(
      `${label}: the file's own count differs from its rows in ${number(all.length)} ${all.length === 1 ? 'ticket' : 'tickets'} (kept as an attribute)`,
      all.map(
        ({ ticket, file, counted }) => `${ticket}: file ${file}, rows ${counted}${file === counted ? ', but not counted one by one' : ''}`,
      ),
    );
  });
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  return [
    '',
    title,
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${number(more)} more; --json lists them all`] : []),
  ];
}
