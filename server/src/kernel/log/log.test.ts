import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('never writes a secret, wherever it hangs', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  log.info({ password: 'hunter2', mail: { token: 'hunter2', to: 'a@example.com' }, req: { headers: { cookie: 'hunter2' } } }, 'hello');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hunter2');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', mail: { to: 'a@example.com' }, msg: 'hello' });
});
