import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Db } from '../context.ts';
import type { Phase } from '../lifecycle.ts';
import type { Module } from '../module.ts';
import type { Authenticate } from './authenticate.ts';
import type { Drain } from './drain.ts';
import type { SharedStore } from './limits.ts';
import type { TrustsProxy } from './proxies.ts';
import type { Runner } from './runner.ts';

/** What `createHttpServer` is made of. Everything has a place in app.ts; tests leave out what they do not need. */
export interface HttpOptions {
  readonly modules: readonly Module[];
  /** The pool, for replays of idempotent requests. */
  readonly db: Db;
  readonly runner: Runner;
  readonly log: Logger;
  /** `https://portal.example.com`, without a trailing slash. */
  readonly publicUrl: string;
  readonly version: string;
  /** The access module's; default: nobody is signed in. */
  readonly authenticate?: Authenticate;
  /** Where shared rate limits are counted; null on the embedded database. */
  readonly limitStore?: SharedStore | null;
  /** Phase of the process for /api/health; default: always ready. */
  readonly lifecycle?: { readonly phase: Phase };
  /** Asked by /api/health while ready; throws when the database does not answer. */
  readonly probe?: () => Promise<unknown>;
  /** Metrics of the whole process are registered here; default a registry of its own. */
  readonly metrics?: Registry;
  /** Bearer token for /metrics from elsewhere than loopback. */
  readonly metricsToken?: string | null;
  /** Folder of the built web pages. */
  readonly webRoot?: string | null;
  /** Facts for the first paint (name of the workspace, languages), put into every page as JSON. */
  readonly boot?: () => Promise<Record<string, unknown>>;
  /** Which peers' X-Forwarded-* headers are believed; default: nobody's. */
  readonly trusts?: TrustsProxy;
  /** How the process leaves; default: at once. */
  readonly drain?: Drain;
  /** The server of door.ts, which answered 503 or did not listen yet. */
  readonly httpServer?: Server;
  /** Milliseconds an operation may take before its caller gets a 503; default 30 000. Uploads are not limited by it. */
  readonly handlerTimeout?: number;
}
