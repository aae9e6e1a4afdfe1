import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The demo server all journeys share. */
    demoUrl: string;
  }
}

/** One demo server for all journeys: filling it takes half a minute. Each journey acts as people of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide('demoUrl', server.url);
  return () => server.stop();
}
