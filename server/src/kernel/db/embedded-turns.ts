import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { GuardedPool } from './connection.ts';

const background = new AsyncLocalStorage<boolean>();

/**
 * Marks work that nobody waits for in front of a screen. On the embedded engine it lets requests go first; on PostgreSQL, where they
 * have connections of their own, it does nothing.
 *
 * @example await inBackground(() => runJob(job));
 */
export const inBackground = <T>(work: () => Promise<T>): Promise<T> => background.run(true, work);

/** A request asks several times, with work of its own in between: shorter gaps than this belong to it. */
const GAP_MS = 10;
const LOOK_EVERY_MS = 4;
/**
 * However busy people are, work in the background gets the session within this time, each time it asks: notices come late under
 * load, but they come.
 */
export const LONGEST_WAIT_MS = 200;

/**
 * The pool of the embedded engine. It has one session, and one ticket causes ten times the work in the background that its request
 * needed: in the order of arrival, everybody would wait for the notices of everybody else.
 */
export class TurnTakingPool extends GuardedPool {
  readonly #longestWaitMs: number;
  /** Requests that wait for the session or hold it. */
  #people = 0;
  #lastPersonLeft = 0;

  constructor(config: pg.PoolConfig, longestWaitMs = LONGEST_WAIT_MS) {
    super(config);
    this.#longestWaitMs = longestWaitMs;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the library also has a callback form, which nobody uses here
  override connect(...args: any[]): any {
    return background.getStore() === true ? this.#afterPeople() : this.#asPerson(...args);
  }

  async #afterPeople(): Promise<pg.PoolClient> {
    const asked = performance.now();
    while (this.#isWanted() && performance.now() - asked < this.#longestWaitMs) await pause();
    return super.connect();
  }

  // biome-ignore lint/suspicious/noExplicitAny: see connect
  async #asPerson(...args: any[]): Promise<any> {
    this.#people += 1;
    let isHere = true;
    const leave = (): void => {
      if (!isHere) return;
      isHere = false;
      this.#people -= 1;
      this.#lastPersonLeft = performance.now();
    };
    try {
      // biome-ignore lint/suspicious/noExplicitAny: see connect
      const client = await (super.connect as any)(...args);
      const { release } = client;
      client.release = (error?: Error | boolean) => {
        leave();
        release(error);
      };
      return client;
    } catch (error) {
      leave();
      throw error;
    }
  }

  #isWanted(): boolean {
    return this.#people > 0 || performance.now() - this.#lastPersonLeft < GAP_MS;
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
