import { describe, expect, it } from 'vitest';
import { testLog } from '../../test/harness.ts';
import { createLifecycle } from './lifecycle.ts';

describe('stopping', () => {
  it('runs its steps once, last first, and goes on after one that fails', async () => {
    const lifecycle = createLifecycle(testLog);
    const ran: string[] = [];
    lifecycle.onStop('database', () => void ran.push(`database while ${lifecycle.phase}`));
    lifecycle.onStop('broken', () => Promise.reject(new Error('no')));
    lifecycle.onStop('http', () => void ran.push('http'));
    lifecycle.enter('ready');
    await Promise.all([lifecycle.stop('SIGTERM'), lifecycle.stop('SIGINT')]);
    expect(ran).toEqual(['http', 'database while draining']);
    lifecycle.enter('ready');
    expect(lifecycle.phase).toBe('stopped');
  });
});
