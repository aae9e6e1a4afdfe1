/** Where a command writes; main.ts gives the real one, tests their own. */
export interface Terminal {
  /** A line of the answer, on standard output. */
  readonly print: (line: string) => void;
  /** A line for the person only, on standard error: what went wrong, how far it is. */
  readonly complain: (line: string) => void;
  /** Raw text on standard error. */
  readonly draw: (text: string) => void;
  /** Somebody watches: progress may overwrite its line. */
  readonly isTty: boolean;
  readonly columns: number;
}

/** How far something is. `total` null = not known. */
export interface Step {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** What is counted, `rows`. */
  readonly unit: string;
}

const REDRAW_MS = 80;
const PLAIN_EVERY_MS = 5_000;
const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/**
 * A bar with rate on a terminal; elsewhere (a log, a pipe) a plain line every few seconds and one at the end of each step.
 *
 * @example const bar = progressBar(terminal, nowMs); bar.show({ label: 'Importing', done: 12, total: 60, unit: 'rows' }); bar.end();
 */
export function progressBar(terminal: Terminal, now: () => number) {
  let step: Step | null = null;
  let began = 0;
  let lastDrawn = 0;
  const line = (): string => {
    if (!step) return '';
    const seconds = (now() - began) / 1000;
    const rate = seconds > 0.5 ? `, ${number(step.done / seconds)}/s` : '';
    if (step.total === null) return `${step.label}: ${number(step.done)} ${step.unit}${rate}`;
    const share = step.total === 0 ? 1 : Math.min(1, step.done / step.total);
    const text = `${Math.floor(share * 100)} %  ${number(step.done)} of ${number(step.total)} ${step.unit}${rate}`;
    if (!terminal.isTty) return `${step.label}: ${text}`;
    const room = Math.max(8, Math.min(40, terminal.columns - step.label.length - text.length - 6));
    const filled = Math.round(share * room);
    return `${step.label} [${'█'.repeat(filled)}${'·'.repeat(room - filled)}] ${text}`;
  };
  const draw = (): void => {
    lastDrawn = now();
    if (terminal.isTty) terminal.draw(`\r${line().slice(0, terminal.columns - 1)}\u001B[K`);
    else terminal.complain(line());
  };
  const finish = (): void => {
    if (!step) return;
    draw();
    if (terminal.isTty) terminal.draw('\n');
    step = null;
  };
  return {
    show(next: Step): void {
      if (step && step.label !== next.label) finish();
      if (!step) {
        began = now();
        // Each step says at once that it began; a log shows what was going on when it ends there.
        lastDrawn = 0;
      }
      step = next;
      if (now() - lastDrawn >= (terminal.isTty ? REDRAW_MS : PLAIN_EVERY_MS)) draw();
    },
    end: finish,
  };
}
