import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';
import { sessionFor } from './sign-in.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The demo server all journeys share. */
    demoUrl: string;
    /** Session of the workspace's first administrator, with which a journey makes people of its own. */
    adminCookie: string;
  }
}

/**
 * One demo server for all journeys: filling it takes half a minute. Each journey acts as people of its own. While journeys are
 * written, JOURNEY_URL names a demo server that already runs.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.JOURNEY_URL;
  const server = running ? { url: running, stop: async () => undefined } : await startServer();
  project.provide('demoUrl', server.url);
  project.provide('adminCookie', await sessionFor(server.url, 'priya.raman@kestrelvane.example', 'admin'));
  return () => server.stop();
}
