import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Shows the output as it comes instead of keeping it. */
  readonly live?: boolean;
}

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 130;
  });
}

/** Runs one command to its end; a command that cannot start is a failed step with the reason as its output. */
export function runStep(step: Step): Promise<StepResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(step.command, step.args, {
      cwd: step.cwd ?? root,
      env: { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`, ...step.env },
      stdio: ['ignore', step.live ? 'inherit' : 'pipe', step.live ? 'inherit' : 'pipe'],
    });
    running.add(child);
    const done = (ok: boolean): void => {
      running.delete(child);
      resolve({ name: step.name, ok, seconds: (performance.now() - started) / 1000, output: chunks.join('') });
    };
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    child.on('error', (error) => {
      chunks.push(`${step.command} could not be started: ${error.message}\n`);
      done(false);
    });
    child.on('close', (status) => done(status === 0));
  });
}

/** Runs steps with at most `width` at a time; calls `onEnd` as each ends. */
export async function runSteps(steps: readonly Step[], width: number, onEnd: (result: StepResult) => void): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      onEnd(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
