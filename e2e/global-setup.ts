import type { TestProject } from 'vitest/node';
import { freePort, startServer } from './server.ts';
import { sessionFor } from './sign-in.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The demo server all journeys share. */
    demoUrl: string;
    /** Session of the workspace's first administrator, with which a journey makes people of its own. */
    adminCookie: string;
    /** Where a journey may put a peer that this server reaches; 0 = nowhere. */
    peerPort: number;
  }
}

/**
 * One demo server for all journeys: filling it takes half a minute. Each journey acts as people of its own. While journeys are
 * written, JOURNEY_URL names a demo server that already runs, and JOURNEY_PEER_PORT the port of this machine that it may reach.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.JOURNEY_URL;
  const peerPort = running ? Number(process.env.JOURNEY_PEER_PORT ?? 0) : await freePort();
  const server = running ? { url: running, stop: async () => undefined } : await startServer({ OUTBOUND_ALLOW: `127.0.0.1:${peerPort}` });
  project.provide('demoUrl', server.url);
  project.provide('peerPort', peerPort);
  project.provide('adminCookie', await sessionFor(server.url, 'priya.raman@kestrelvane.example', 'admin'));
  return () => server.stop();
}
