import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sentenceOf } from './error-without-values.ts';
import { createLog } from './log.ts';

it('never writes a secret, wherever it hangs', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  log.info({ password: 'hunter2', mail: { token: 'hunter2', to: 'a@example.com' }, req: { headers: { cookie: 'hunter2' } } }, 'hello');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hunter2');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', mail: { to: 'a@example.com' }, msg: 'hello' });
});

it('never writes the values of a statement that failed', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  const driver = Object.assign(new Error('deadlock detected'), {
    code: '40P01',
    detail: 'Failing row contains (zebra).',
    where: 'COPY mails: zebra',
  });
  const failed = new DrizzleQueryError('insert into mails (html) values ($1)', ['<p>zebra\nzebra</p>'], driver);
  log.warn({ err: failed, job: 'mail.deliver' }, 'job failed');
  log.error({ err: new Error('outer', { cause: failed }) }, 'request failed');
  expect(lines.join('')).not.toContain('zebra');
  expect(
    lines.every((line) => line.includes('deadlock detected') && line.includes('insert into mails') && line.includes('log.test.ts')),
  ).toBe(true);
  expect(sentenceOf(failed)).toBe('deadlock detected');
});
