/**
 * npm run dev: the server with --watch and the portals with hot reload, each line marked with who said it. Ctrl-C stops both.
 * Open the address of the portals; Vite hands /api, files and sockets on to the server.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './steps.ts';

const names = { server: '\x1b[36mserver\x1b[0m', web: '\x1b[35mweb\x1b[0m   ' };
const children = new Map<keyof typeof names, ChildProcess>();
let stopping = false;

function prefixed(name: keyof typeof names, stream: NodeJS.ReadableStream | null): void {
  let rest = '';
  stream?.setEncoding('utf8' as BufferEncoding);
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) console.log(`${names[name]} │ ${line}`);
  });
  stream?.on('end', () => {
    if (rest) console.log(`${names[name]} │ ${rest}`);
  });
}

function start(name: keyof typeof names, args: readonly string[], cwd: string): void {
  // A process group of its own: Ctrl-C reaches only this tool, which then stops both in order.
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.set(name, child);
  prefixed(name, child.stdout);
  prefixed(name, child.stderr);
  child.on('exit', (status, signal) => {
    children.delete(name);
    if (!stopping) {
      console.log(`${names[name]} │ ended (${signal ?? `exit code ${status}`}); stopping everything.`);
      process.exitCode = 1;
      stop();
    }
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has gone already.
  }
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  for (const child of children.values()) killGroup(child, 'SIGTERM');
  setTimeout(() => {
    for (const child of children.values()) killGroup(child, 'SIGKILL');
  }, 10_000).unref();
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);
start('server', ['--watch', '--watch-preserve-output', 'server/src/main.ts', 'start'], root);
start('web', [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')], path.join(root, 'web'));
