import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import type { HttpOptions } from '../src/kernel/http/options.ts';
import { createHttpServer } from '../src/kernel/http/server.ts';
import { type TestKernel, testKernel } from './harness.ts';
import { stubAuthenticate, stubModule } from './stub-routes.ts';

/** The HTTP kernel around the stub routes, on a database of its own; for the kernel's tests only. */
export interface StubServer {
  readonly fastify: FastifyInstance;
  readonly kernel: TestKernel;
  /** Log lines so far, parsed. */
  readonly log: Record<string, unknown>[];
  /** A request below /api/v1; `as` names a stub actor. */
  call(method: InjectOptions['method'], path: string, as?: string, more?: Partial<InjectOptions>): Promise<LightMyRequestResponse>;
  get(path: string, as?: string, more?: Partial<InjectOptions>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export async function stubServer(options: Partial<HttpOptions> = {}): Promise<StubServer> {
  const kernel = await testKernel({ modules: [stubModule] });
  const log: Record<string, unknown>[] = [];
  const fastify = await createHttpServer({
    modules: [stubModule],
    db: kernel.db,
    runner: kernel.operations,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    publicUrl: 'http://localhost:3000',
    version: '0.1.0',
    authenticate: stubAuthenticate,
    limitStore: kernel.database.engine === 'postgres' ? kernel.database.pool : null,
    ...options,
  });
  const call: StubServer['call'] = (method, path, as, more = {}) =>
    fastify.inject({
      method: method ?? 'GET',
      url: `/api/v1${path}`,
      ...more,
      headers: { ...(as ? { cookie: `portico=${as}` } : {}), ...more.headers },
    });
  return {
    fastify,
    kernel,
    log,
    call,
    get: (path, as, more) => call('GET', path, as, more),
    close: async () => {
      await fastify.close();
      await kernel.close();
    },
  };
}
