import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { ensureSetupToken } from '../index.ts';

let w: SignInWorld;
let token: string;
beforeEach(async () => {
  w = await signInWorld();
  token = (await ensureSetupToken(w.db)) ?? '';
});
afterEach(() => w.close());

const wizard = (more: object = {}) => ({
  token,
  workspaceName: 'Northwind IT',
  name: 'Robin Roth',
  email: 'Robin@Northwind.test',
  ...more,
});

describe('allows', () => {
  it('a workspace in which the first ticket can be written, signed in as its master administrator', async () => {
    const browser = w.browser();
    expect((await browser.call('GET', '/setup')).body).toEqual({ needed: true });
    const made = await browser.call(
      'POST',
      '/setup',
      wizard({ password: 'Ziegel.Minze.Hafen.29', timeZone: 'Europe/Berlin', brandColor: '#0b7a65' }),
    );
    expect(made).toMatchObject({ status: 200, body: { account: { name: 'Robin Roth', role: 'master-admin' } } });
    expect(made.body.destinations.map(({ portal }: { portal: string }) => portal)).toEqual(['tech', 'admin']);
    expect((await browser.call('GET', '/techs')).status).toBe(200);
    const desk = await loadServiceDesk(w.db);
    expect(new Set(desk.statuses.map(({ kind }) => kind)).size).toBe(8);
    expect(desk.queues[0]?.id).toBe(desk.defaults.queueId);
    expect([desk.defaults.statusId, desk.defaults.closedStatusId, desk.defaults.priorityId, desk.defaults.sourceId]).not.toContain(null);
    expect((await browser.call('GET', '/setup')).body).toEqual({ needed: false });
    expect(await ensureSetupToken(w.db)).toBeNull();
    const signedIn = await w
      .browser()
      .call('POST', '/sign-in/password', { email: 'robin@northwind.test', password: 'Ziegel.Minze.Hafen.29' });
    expect(signedIn.status).toBe(200);
  });

  it('without a password: the next time by code', async () => {
    expect((await w.browser().call('POST', '/setup', wizard())).status).toBe(200);
    expect((await w.browser().signIn('robin@northwind.test')).destinations).toHaveLength(2);
  });
});

describe('refuses', () => {
  it('a wrong token, that of an earlier start, a weak password and an unknown zone, and nothing is made', async () => {
    const call = async (more: object) => (await w.browser().call('POST', '/setup', wizard(more))).body;
    const earlier = token;
    token = (await ensureSetupToken(w.db)) ?? '';
    expect((await call({ token: 'guess' })).code).toBe('setup.wrongToken');
    expect((await call({ token: earlier })).code).toBe('setup.wrongToken');
    expect((await call({ password: 'Northwind1' })).code).toBe('password.weak');
    expect((await call({ timeZone: 'Mars/Olympus' })).fields).toMatchObject([{ path: 'timeZone' }]);
    expect((await w.browser().call('GET', '/setup')).body).toEqual({ needed: true });
    expect((await loadServiceDesk(w.db)).queues).toEqual([]);
  });
});

describe('conflicts', () => {
  it('two wizards at the same moment: one wins, and a third comes too late', async () => {
    const answers = await Promise.all([
      w.browser().call('POST', '/setup', wizard()),
      w.browser().call('POST', '/setup', wizard({ email: 'other@northwind.test' })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await w.browser().call('POST', '/setup', wizard())).body.code).toBe('setup.done');
    const { rows } = await w.db.execute('select count(*)::int as count from techs');
    expect(rows).toEqual([{ count: 1 }]);
    expect((await loadServiceDesk(w.db)).queues).toHaveLength(1);
  });
});
