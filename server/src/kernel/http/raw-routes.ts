import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, Db } from '../context.ts';
import type { Authenticated } from './authenticate.ts';

/** What `Module.rawRoutes` receives: the same sign-in, context and error handling as contract routes have. */
export interface RawKernel {
  readonly db: Db;
  readonly publicUrl: string;
  readonly authenticate: (request: FastifyRequest) => Promise<Authenticated>;
  /** A read context for operations that are called from a raw route. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply, who: Authenticated) => Ctx;
  /** Runs `work` in one transaction, as a write route does. */
  readonly write: <T>(request: FastifyRequest, reply: FastifyReply, who: Authenticated, work: (ctx: Ctx) => Promise<T>) => Promise<T>;
}
