import type { Logger } from 'pino';

export type Phase = 'starting' | 'migrating' | 'ready' | 'draining' | 'stopped';

/** Gets the reason `stop` was called with. */
export type StopStep = (reason: string) => Promise<void> | void;

/** Where the process is between start and stop; `/api/health` shows it. */
export interface Lifecycle {
  readonly phase: Phase;
  enter(phase: Phase): void;
  /** Registers a step of the shutdown; steps run in reverse order of registration, so what started last stops first. */
  onStop(name: string, step: StopStep): void;
  /** Runs the shutdown once, however often it is called. */
  stop(reason: string): Promise<void>;
}

const SENTENCES: Record<Phase, string> = {
  starting: 'The server is starting.',
  migrating: 'The server is bringing its database up to date.',
  ready: 'ok',
  draining: 'The server is shutting down and takes no new work.',
  stopped: 'The server has stopped.',
};

export const describePhase = (phase: Phase): string => SENTENCES[phase];

export function createLifecycle(log: Logger): Lifecycle {
  let phase: Phase = 'starting';
  let stopping: Promise<void> | null = null;
  const steps: { name: string; step: StopStep }[] = [];
  const runSteps = async (reason: string): Promise<void> => {
    log.info({ reason }, 'stopping');
    for (const { name, step } of steps.reverse()) {
      try {
        await step(reason);
      } catch (error) {
        log.error({ err: error, step: name }, 'a step of the shutdown failed');
      }
    }
    phase = 'stopped';
  };
  return {
    get phase() {
      return phase;
    },
    enter(next) {
      // Once draining there is no way back to ready.
      if (!stopping) phase = next;
    },
    onStop: (name, step) => void steps.push({ name, step }),
    stop(reason) {
      if (!stopping) {
        phase = 'draining';
        stopping = runSteps(reason);
      }
      return stopping;
    },
  };
}
