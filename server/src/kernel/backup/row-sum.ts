import { hash } from 'node:crypto';
import type { TableSum } from './format.ts';

/** The sum of a table, counted here while its rows pass; `sumOf` in tables.ts is the same in SQL. */
export class RowSum {
  #rows = 0;
  #sum = 0n;

  add(line: string): void {
    this.#rows += 1;
    this.#sum += hash('sha256', line, 'buffer').readBigInt64BE(0);
  }

  /** What was added since the last time. */
  take(): TableSum {
    const taken = { rows: this.#rows, sum: String(this.#sum) };
    this.#rows = 0;
    this.#sum = 0n;
    return taken;
  }
}
