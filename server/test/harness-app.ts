import type { FastifyInstance } from 'fastify';
import type { Authenticate } from '../src/kernel/http/authenticate.ts';
import { createHttpServer } from '../src/kernel/http/server.ts';
import { type TestKernel, type TestKernelOptions, testKernel, testLog } from './harness.ts';

export interface TestAppOptions extends TestKernelOptions {
  /** Default: nobody is signed in. Made once the database is there. */
  readonly authenticate?: (db: TestKernel['db']) => Authenticate;
}

/** A test kernel with the HTTP side in front: `app.inject` is a real request without a socket. */
export interface TestApp extends TestKernel {
  readonly app: FastifyInstance;
}

/**
 * @example
 * const t = await testApp({ modules });
 * const { result, count } = await t.countStatements(() => t.app.inject({ url: '/api/v1/tickets' }));
 */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const kernel = await testKernel(options);
  const app = await createHttpServer({
    modules: options.modules ?? [],
    db: kernel.db,
    runner: kernel.operations,
    log: testLog,
    publicUrl: kernel.config.publicUrl,
    version: '0.0.0-test',
    ...(options.authenticate ? { authenticate: options.authenticate(kernel.db) } : {}),
  });
  await app.ready();
  return {
    ...kernel,
    app,
    close: async () => {
      await app.close();
      await kernel.close();
    },
  };
}
