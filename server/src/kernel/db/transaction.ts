import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from '../context.ts';

type AfterCommit = () => void | Promise<void>;

interface Scope {
  /** False once the transaction ended: work it left running in the background may use the pool again. */
  open: boolean;
  readonly afterCommit: AfterCommit[];
}

const scopes = new AsyncLocalStorage<Scope>();

/** True while the current call chain is inside an open transaction. */
export const insideTransaction = (): boolean => scopes.getStore()?.open === true;

/** Runs `work` after the surrounding transaction committed, or at once when there is none. A rollback forgets it. */
export function afterCommit(work: AfterCommit): void {
  const scope = scopes.getStore();
  if (scope?.open) scope.afterCommit.push(work);
  else void Promise.resolve().then(work);
}

/** Two transactions waiting for each other, or a snapshot that no longer holds: running the whole of it again is right. */
const RETRYABLE = new Set(['40001', '40P01']);
const codeOf = (error: unknown): string | undefined => {
  const candidate = error as { code?: string; cause?: { code?: string } } | null;
  return candidate?.code ?? candidate?.cause?.code;
};

export interface TransactionOptions {
  /** How often a deadlock or serialization failure is tried again; 0 when `fn` consumed something it cannot read twice. Default 3. */
  readonly retries?: number;
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** Errors of after-commit work: the write stands, so they are reported, never thrown. */
  readonly onAfterCommitError?: (error: unknown) => void;
}

/** Takes a connection, begins, runs the work and commits, or rolls back. Supplied by connection.ts. */
export type Begin = <T>(
  work: (tx: Db) => Promise<T>,
  config?: { readonly isolationLevel: NonNullable<TransactionOptions['isolation']> },
) => Promise<T>;

/** Opens a transaction; every query of `fn` must use `tx`. A query on the outer handle throws (see guard in database.ts). */
export async function runTransaction<T>(begin: Begin, fn: (tx: Db) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  if (insideTransaction())
    throw new Error('A transaction is already open here: use its handle (ctx.tx), or ctx.tx.transaction for a savepoint.');
  const retries = options.retries ?? 3;
  for (let attempt = 0; ; attempt++) {
    const scope: Scope = { open: true, afterCommit: [] };
    try {
      const config = options.isolation ? { isolationLevel: options.isolation } : undefined;
      const result = await begin(async (tx) => scopes.run(scope, () => fn(tx)), config);
      scope.open = false;
      await settle(scope.afterCommit, options.onAfterCommitError);
      return result;
    } catch (error) {
      scope.open = false;
      if (attempt >= retries || !RETRYABLE.has(codeOf(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt + Math.floor(Math.random() * 20)));
    }
  }
}

async function settle(work: readonly AfterCommit[], onError?: (error: unknown) => void): Promise<void> {
  for (const run of work) {
    try {
      await run();
    } catch (error) {
      onError?.(error);
    }
  }
}
