import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSettings } from '../src/kernel/config/config.ts';
import { SETTINGS } from '../src/kernel/config/settings.ts';
import { copyPostgres, dropPostgres, ENGINE } from './template.ts';

// Files of deploy/ and the operator's guide are run by nobody here day by day; what can be compared with the product is.

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile());
const deploy = filesIn('deploy');
const pages = filesIn('docs/guide/operators').filter((path) => path.endsWith('.md'));

const known = new Set<string>(SETTINGS.map((setting) => setting.name));
/** Names of other programs' settings in those files. */
const foreign = /^(POSTGRES_\w+|TEST_\w+|NODE_ENV|SITE_ADDRESS|EOF|TZ|NODE_EXTRA_CA_CERTS|NODE_OPTIONS)$/;
/** `NAME=value`, `NAME: value` and `${NAME…}` of settings, not of words in capitals. */
const namesIn = (text: string): string[] => [
  ...[...text.matchAll(/(?<![\w$.-])([A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT)(?==|: )/g)].map((match) => match[1] ?? ''),
  ...[...text.matchAll(/\$\{([A-Z][A-Z0-9_]+)/g)].map((match) => match[1] ?? ''),
];

let server: ChildProcess;
let output = '';
let home = '';
let database: string | null = null;
let metrics = '';
const port = 41_000 + (process.pid % 10_000);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'portico-deploy-'));
  if (ENGINE === 'postgres') database = await copyPostgres();
  server = spawn(process.execPath, [join(root, 'server/src/main.ts'), 'start'], {
    env: {
      PATH: process.env.PATH,
      PORTICO_DEMO: '0',
      DATA_DIR: join(home, 'data'),
      PORT: String(port),
      SMTP_URL: 'smtp://127.0.0.1:9',
      ...(database ? { DATABASE_URL: database } : {}),
    },
  });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text) => (output += text));
  for (let i = 0; i < 1_200 && !output.includes('Portico is ready'); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  // One request and one job, so that there is something to measure.
  await fetch(`http://127.0.0.1:${port}/api/v1/workspace`);
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}, 120_000);
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('close', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
  if (database) await dropPostgres(database);
});

/** Metric names in an expression, without functions, labels and the endings Prometheus adds to histograms. */
const metricsIn = (expression: string): string[] =>
  [...expression.replaceAll(/"[^"]*"/g, '').matchAll(/\b((?:portico|process|nodejs)_[a-z0-9_]+)/g)].map((match) => match[1] ?? '');
const exists = (name: string): boolean =>
  new RegExp(`^# TYPE ${name} `, 'm').test(metrics) ||
  new RegExp(`^# TYPE ${name.replace(/_(bucket|count|sum)$/, '')} histogram`, 'm').test(metrics);

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

describe('what is drawn and watched', () => {
  it('is measured: every metric of the dashboard and of the alerts is one of a running server', () => {
    const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as { panels: Panel[] };
    const drawn = dashboard.panels.flatMap((panel) => panel.targets ?? []).flatMap((target) => metricsIn(target.expr));
    const watched = metricsIn(read('deploy/prometheus/portico-alerts.yml').replaceAll(/^\s*#.*$/gm, ''));
    expect(new Set(drawn).size).toBeGreaterThan(30);
    expect(new Set(watched).size).toBeGreaterThan(10);
    expect([...new Set([...drawn, ...watched])].filter((name) => !exists(name))).toEqual([]);
  });
  it('is drawn: no metric of ours is missing on the dashboard', () => {
    const ours = [...metrics.matchAll(/^# TYPE (portico_\w+) /gm)].map((match) => match[1] ?? '');
    const dashboard = read('deploy/grafana/dashboard.json') + read('deploy/prometheus/portico-alerts.yml');
    expect(ours.length).toBeGreaterThan(25);
    expect(ours.filter((name) => !dashboard.includes(name))).toEqual([]);
  });
  it('has values, and route patterns instead of addresses', () => {
    for (const line of [
      /^portico_info\{version="[\d.]+"\} 1$/m,
      /^portico_db_up 1$/m,
      /^portico_db_connections [1-9]/m,
      /^portico_db_query_seconds_count [1-9]/m,
      /^portico_mails_waiting 0$/m,
      /^portico_mails_total\{outcome="deferred"\} 0$/m,
      /^portico_disk_free_bytes \d+$/m,
      /^portico_sockets 0$/m,
      /^portico_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/workspace",status="2xx"\} 1$/m,
    ])
      expect(metrics).toMatch(line);
    expect(metrics).not.toMatch(/^portico_metrics_unread_total\{/m);
  });
  it('each alert says what it means, and each panel asks something', () => {
    const rules = read('deploy/prometheus/portico-alerts.yml')
      .split(/^\s+- alert: /m)
      .slice(1);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      expect(rule, rule).toMatch(/^Portico\w+\n\s+expr: /);
      expect(rule, rule).toMatch(/labels: \{ severity: (page|ticket) \}\n\s+annotations:\n\s+summary: /);
      // What to do is in the guide, by the same name.
      expect(read('docs/guide/operators/monitoring.md')).toContain(`\`${rule.split('\n')[0]}\``);
    }
    const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as { panels: Panel[] };
    for (const panel of dashboard.panels.filter((one) => one.type !== 'row')) expect(panel.targets?.length, panel.title).toBeGreaterThan(0);
  });
});

describe('deployment files', () => {
  it('name settings that exist', () => {
    const wrong = deploy.flatMap((path) =>
      namesIn(read(path))
        .filter((name) => !known.has(name) && !foreign.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
    expect(describeSettings()).toContain('`TRUST_PROXY`');
  });
  it('agree about the port and about what must never be forgotten', () => {
    for (const path of ['deploy/nginx/portico.conf', 'deploy/caddy/Caddyfile', 'deploy/caddy/Caddyfile.sub-path'])
      expect(read(path), path).toContain('127.0.0.1:3000');
    expect(read('deploy/systemd/portico.env')).toContain('\nPORT=3000\n');
    expect(read('deploy/docker/Dockerfile')).toMatch(/PORT=3000[\s\S]*EXPOSE 3000/);
    expect(read('deploy/docker/Caddyfile')).toContain('portico:3000');
    for (const path of ['deploy/nginx/portico.conf', 'deploy/nginx/portico-sub-path.conf'])
      for (const line of [
        'proxy_set_header Host              $http_host;',
        /X-Forwarded-Proto\s+\$scheme;/,
        /Upgrade\s+\$http_upgrade;/,
        /proxy_request_buffering\s+off;/,
        /client_max_body_size\s+110m;/,
      ])
        expect(read(path), path).toMatch(line);
    for (const path of deploy.filter((one) => /nginx|Caddyfile/.test(one))) expect(read(path), path).toContain('/metrics');
    // Whatever their order in the file, Caddy asks every `handle` before any `respond`: one beside a `handle` is never reached.
    for (const path of deploy.filter((one) => /Caddyfile/.test(one)))
      expect(/^\thandle/m.test(read(path)) && /^\trespond/m.test(read(path)), path).toBe(false);
    for (const path of ['deploy/systemd/portico.env', 'deploy/docker/compose.yaml', 'deploy/docker/Dockerfile'])
      expect(read(path), path).toMatch(/PORTICO_DEMO[=:] ?['"]?0/);
  });
  it('point at files that exist, in the image too', () => {
    for (const [, from] of read('deploy/docker/Dockerfile').matchAll(/^COPY (?!--from)(\S+)/gm))
      expect(statSync(join(root, from ?? ''))).toBeTruthy();
    for (const text of deploy
      .map(read)
      .join('\n')
      .matchAll(/\b(docs\/guide\/operators\/[\w-]+\.md|docs\/generated\/[\w-]+\.md|deploy\/[\w./-]+\.(?:yml|env|service|json))/g))
      expect(statSync(join(root, text[1] ?? '')), text[1]).toBeTruthy();
    const workspaces = (JSON.parse(read('package.json')) as { workspaces: string[] }).workspaces;
    for (const name of workspaces) expect(read('deploy/docker/Dockerfile'), name).toContain(`COPY ${name}/package.json ${name}/`);
  });
  it('run the product as nobody in particular, with the newest data only in its own folder', () => {
    const unit = read('deploy/systemd/portico.service');
    for (const line of [
      'User=portico',
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'Restart=always',
      'LimitNOFILE=65536',
    ])
      expect(unit).toContain(`\n${line}\n`);
    expect(read('deploy/docker/Dockerfile')).toMatch(/USER node[\s\S]*HEALTHCHECK/);
  });
});

describe("the operator's guide", () => {
  it('names settings that exist', () => {
    const wrong = pages.flatMap((path) =>
      namesIn(read(path))
        .filter((name) => !known.has(name) && !foreign.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
  it('links to pages that exist', () => {
    const broken = pages.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map((match) => join(path, '..', match[1] ?? ''))
        .filter((target) => !statSync(join(root, target), { throwIfNoEntry: false }))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
