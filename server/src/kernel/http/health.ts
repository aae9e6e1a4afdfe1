import type { FastifyInstance } from 'fastify';
import { describePhase, type Phase } from '../lifecycle.ts';

export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: { readonly status: 'ok' | 'unavailable' | Exclude<Phase, 'ready'>; readonly version: string; readonly reason?: string };
}

export interface HealthSources {
  readonly version: string;
  /** Where the process is in its life; kernel/lifecycle.ts. */
  readonly lifecycle: { readonly phase: Phase };
  /** Throws when the process cannot do its work; keep it as cheap as `SELECT 1`. */
  readonly probe?: (() => Promise<unknown>) | undefined;
}

/** What load balancers and people read from /api/health. */
export async function healthAnswer({ version, lifecycle, probe }: HealthSources): Promise<HealthAnswer> {
  const { phase } = lifecycle;
  if (phase !== 'ready') return { status: 503, body: { status: phase, version, reason: describePhase(phase) } };
  try {
    await probe?.();
    return { status: 200, body: { status: 'ok', version } };
  } catch {
    // The cause may name hosts and users; it belongs into the log, not onto a public page.
    return { status: 503, body: { status: 'unavailable', version, reason: 'The database does not answer.' } };
  }
}

/** For servers without a life of their own (tests). */
export const alwaysReady = { phase: 'ready' } as const;

export function addHealth(fastify: FastifyInstance, sources: HealthSources): void {
  fastify.get('/api/health', async (_request, reply) => {
    const answer = await healthAnswer(sources);
    if (answer.status === 503) reply.header('Retry-After', 2);
    return reply.code(answer.status).send(answer.body);
  });
}
