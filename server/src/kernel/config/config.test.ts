import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSettings, readConfig } from './config.ts';
import { loadSecrets } from './secret.ts';
import { SETTINGS } from './settings.ts';

const problemsOf = (env: Record<string, string>) => readConfig(env).problems ?? [];

describe('allows', () => {
  it('an empty environment, with defaults for everything', () => {
    const { config } = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      publicUrl: 'http://localhost:3000',
      demo: true,
      logLevel: 'info',
    });
    expect(config?.dataDir).toMatch(/\/data$/);
  });

  it('a real workspace on any address, also below a path of a host that is not ours alone', () => {
    const env = {
      PORTICO_DEMO: '0',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://portal.example.com/',
      SMTP_URL: 'smtp://mail.example.com',
      PORT: ' 8080 ',
    };
    expect(readConfig(env).config).toMatchObject({ publicUrl: 'https://portal.example.com', port: 8080, demo: false });
    const below = { ...env, PUBLIC_URL: 'https://example.com/it/portico/' };
    expect(readConfig(below).config?.publicUrl).toBe('https://example.com/it/portico');
  });

  it('a rotated secret, newest first', () => {
    const secrets = ['a'.repeat(32), 'b'.repeat(40)];
    expect(readConfig({ PORTICO_SECRET: secrets.join(', ') }).config?.secrets).toEqual(secrets);
  });
});

describe('rejects', () => {
  it('every wrong setting at once, in plain words', () => {
    const problems = problemsOf({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      PUBLIC_URL: 'https://a.b/path?x',
      PORTICO_SECRET: 'short',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['PORT', 'DATABASE_URL', 'PUBLIC_URL', 'LOG_LEVEL', 'PORTICO_SECRET']);
    expect(problems[0]).toBe('PORT must be a whole number from 0 to 65535, not "99999".');
  });

  it.each(['https://a.b/portal', 'https://a.b/api/v2', 'https://a.b/a//b', 'https://a.b/a%20b', 'https://a.b/x"y', 'https://u@a.b'])(
    '%s as the public address',
    (address) => {
      expect(problemsOf({ PORTICO_DEMO: '0', PUBLIC_URL: address })[0]).toMatch(/^PUBLIC_URL (has a path|must be)/);
    },
  );

  it('a secret value without repeating it', () => {
    const text = problemsOf({
      DATABASE_URL: 'post://user:hunter2@db',
      SMTP_URL: 'hunter2',
      PORTICO_SECRET: 'hunter2',
      METRICS_TOKEN: 'hunter2',
    }).join(' ');
    expect(text).not.toContain('hunter2');
  });

  it.each([{ HOST: '0.0.0.0' }, { PUBLIC_URL: 'https://portal.example.com' }, { SMTP_URL: 'smtp://mail.example.com' }])(
    'the demo with %o',
    (env) => {
      expect(problemsOf(env)).toEqual([expect.stringContaining('PORTICO_DEMO=0')]);
    },
  );
});

describe('the instance secret', () => {
  it('is made once, readable by its owner only, and read back after that', () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'portico-secret-')), 'data');
    const first = loadSecrets({ dataDir, secrets: null });
    expect(loadSecrets({ dataDir, secrets: null })).toEqual(first);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    writeFileSync(join(dataDir, 'secret'), 'damaged');
    expect(() => loadSecrets({ dataDir, secrets: null })).toThrow('Restore it from a backup');
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe('damaged');
  });
});

it('describes every setting for the documentation', () => {
  const text = describeSettings();
  for (const setting of SETTINGS) expect(text).toContain(`\`${setting.name}\``);
});
