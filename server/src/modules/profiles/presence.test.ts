import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveWorld, liveWorld } from '../../../test/live.ts';
import type { Someone } from '../../../test/world.ts';

let w: LiveWorld;
let tech: Someone;
let other: Someone;
let contact: Someone;
beforeAll(async () => {
  w = await liveWorld();
  [tech, other, contact] = [await w.tech(), await w.tech(), await w.contact()];
}, 60_000);
afterAll(() => w?.close());

const seenBy = async (by: Someone) =>
  (await by.call('GET', '/availability')).body.items.find((one: { id: number }) => one.id === tech.id)?.presence;
const eventually = (by: Someone) => expect.poll(() => seenBy(by), { timeout: 5_000 });

describe('allows', () => {
  it('colleagues to see who is there, who left the page alone and who is gone', async () => {
    expect(await seenBy(other)).toBe('offline');
    const socket = await w.dial({ cookie: tech.cookie });
    await eventually(other).toBe('online');
    await socket.emitWithAck('attend', { idle: true });
    await eventually(other).toBe('idle');
    socket.disconnect();
    await eventually(other).toBe('offline');
  });
});

describe('refuses', () => {
  it('to tell it of who hides it, and contacts of techs they have nothing to do with', async () => {
    await w.dial({ cookie: tech.cookie });
    await eventually(other).toBe('online');
    expect(await seenBy(contact)).toBeUndefined();
    await tech.call('PATCH', '/me', { privacy: { showPresence: false } });
    expect(await seenBy(other)).toBeUndefined();
    expect(await seenBy(tech)).toBe('online');
    await tech.call('PATCH', '/me', { privacy: { showPresence: true } });
  });
});
