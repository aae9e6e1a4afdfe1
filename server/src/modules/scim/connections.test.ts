import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directory, listen, senderOf, userBody } from '../../../test/scim-peer.ts';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let url: string;
let admin: Someone;
let company: { id: number };
beforeAll(async () => {
  w = await world();
  url = await listen(w);
  admin = await w.tech({ role: 'master-admin' });
  company = await w.company();
}, 120_000);
afterAll(() => w?.close());

const forCompany = () => ({ name: 'Entra ID', audience: 'company', companyId: company.id });

describe('allows', () => {
  it('a token to be seen once, and kept as a hash', async () => {
    const { status, body } = await admin.call('POST', '/scim-connections', forCompany());
    expect(status).toBe(201);
    expect(body.token).toMatch(/^scim_[\w-]{40,}$/);
    expect(body.connection).toMatchObject({
      audience: 'company',
      mayAdopt: true,
      techRole: null,
      enabled: true,
      onDelete: 'disable',
      userCount: 0,
    });
    expect(body.connection.address).toMatch(/\/scim\/v2$/);
    const again = await admin.call('GET', `/scim-connections/${body.connection.id}`);
    expect(JSON.stringify(again.body)).not.toContain(body.token);
    expect(again.body.tokens).toMatchObject([{ prefix: `${body.token.slice(0, 9)}…`, expiresAt: null, lastUsedAt: null }]);
    const dump = await w.db.execute(sql`select row_to_json(t)::text as row from scim_tokens t`);
    const events = await w.db.execute(sql`select row_to_json(e)::text as row from events e where name like 'scim%'`);
    expect(JSON.stringify([dump.rows, events.rows])).not.toContain(body.token.slice(5));
  });

  it('a new token beside the old one, for as long as was chosen', async () => {
    const made = await directory(admin, url, forCompany());
    expect((await made.send('GET', '/Users')).status).toBe(200);
    const renewed = await admin.call('POST', `/scim-connections/${made.id}/token`, { overlapHours: 24 });
    expect(renewed.status).toBe(201);
    const next = senderOf(url, renewed.body.token);
    expect((await next('GET', '/Users')).status).toBe(200);
    expect((await made.send('GET', '/Users')).status).toBe(200);
    expect(renewed.body.connection.tokens).toHaveLength(2);
    await w.db.execute(
      sql`update scim_tokens set expires_at = now() - interval '1 second' where connection_id = ${made.id} and expires_at is not null`,
    );
    expect((await made.send('GET', '/Users')).status).toBe(401);
    expect((await next('GET', '/Users')).status).toBe(200);
    const atOnce = await admin.call('POST', `/scim-connections/${made.id}/token`, { overlapHours: 0 });
    expect((await next('GET', '/Users')).status).toBe(401);
    expect((await senderOf(url, atOnce.body.token)('GET', '/Users')).status).toBe(200);
    expect(atOnce.body.connection.tokens).toHaveLength(1);
  });

  it('to see when it was used last, which is no change of it', async () => {
    const made = await directory(admin, url, forCompany());
    await made.send('GET', '/Users');
    const { body } = await admin.call('GET', `/scim-connections/${made.id}`);
    expect(body.lastUsedAt).toMatch(/Z$/);
    expect(body.tokens[0].lastUsedAt).toBe(body.lastUsedAt);
    expect(body.version).toBe(1);
  });

  it('to switch it off and on, and to revoke it for good; accounts stay', async () => {
    const made = await directory(admin, url, forCompany());
    const user = (await made.send('POST', '/Users', userBody('stays@x.test'))).body;
    await admin.call('PATCH', `/scim-connections/${made.id}`, { enabled: false });
    expect((await made.send('GET', '/Users')).status).toBe(403);
    expect((await made.send('DELETE', `/Users/${user.id}`)).status).toBe(403);
    await admin.call('PATCH', `/scim-connections/${made.id}`, { enabled: true });
    expect((await made.send('GET', '/Users')).status).toBe(200);
    expect((await admin.call('DELETE', `/scim-connections/${made.id}`)).status).toBe(204);
    expect((await made.send('GET', '/Users')).status).toBe(401);
    expect((await admin.call('GET', `/contacts/${user.id}`)).body).toMatchObject({ active: true, email: 'stays@x.test' });
    // Its accounts belong to nobody, so another directory may take them over.
    const next = await directory(admin, url, forCompany());
    expect((await next.send('POST', '/Users', userBody('stays@x.test'))).body.id).toBe(user.id);
  });

  it('what a page shows of it to be told apart by who may know', async () => {
    const made = await directory(admin, url, forCompany());
    await made.send('POST', '/Users', userBody('page@x.test'));
    const { body } = await admin.call('GET', `/scim-connections?companyId=${company.id}&count=true`);
    expect(body.items[0]).toMatchObject({ id: made.id, userCount: 1, company: { id: company.id } });
    expect(body.total).toBe(body.items.length);
  });
});

describe('refuses', () => {
  it('administrators made by a connection that may not manage them', async () => {
    for (const techRole of ['admin', 'master-admin']) {
      const answer = await admin.call('POST', '/scim-connections', { name: 'x', audience: 'staff', techRole });
      expect(answer).toMatchObject({ status: 422, body: { code: 'scimConnection.adminsNotAllowed' } });
    }
    const { body } = await admin.call('POST', '/scim-connections', {
      name: 'x',
      audience: 'staff',
      techRole: 'admin',
      managesAdmins: true,
    });
    const { id } = body.connection;
    expect((await admin.call('PATCH', `/scim-connections/${id}`, { managesAdmins: false })).body.code).toBe(
      'scimConnection.adminsNotAllowed',
    );
    expect((await admin.call('PATCH', `/scim-connections/${id}`, { managesAdmins: false, techRole: 'member' })).status).toBe(200);
    // Not even by who writes into the database.
    await expect(w.db.execute(sql`update scim_connections set tech_role = 'admin' where id = ${id}`)).rejects.toThrow();
  });

  it('streamline techs, who would see every customer', async () => {
    expect((await admin.call('POST', '/scim-connections', { name: 'x', audience: 'staff', techRole: 'streamline' })).status).toBe(422);
  });

  it('a company without a name, staff with one, a company that is not there, and strangers', async () => {
    const tried = [
      { name: 'x', audience: 'company' },
      { name: 'x', audience: 'staff', companyId: company.id },
      { name: ' ', audience: 'staff' },
      { name: 'x', audience: 'company', companyId: (await w.company({ isCatchAll: true })).id },
    ];
    for (const body of tried) expect((await admin.call('POST', '/scim-connections', body)).status, JSON.stringify(body)).toBe(422);
    expect((await admin.call('POST', '/scim-connections', { name: 'x', audience: 'company', companyId: 999_999 })).status).toBe(404);
  });

  it('a change of whose accounts they are', async () => {
    const made = await directory(admin, url, forCompany());
    expect((await admin.call('PATCH', `/scim-connections/${made.id}`, { audience: 'staff' })).status).toBe(422);
    // Roles mean nothing there.
    expect(
      (await admin.call('PATCH', `/scim-connections/${made.id}`, { techRole: 'master-admin', managesAdmins: true })).body,
    ).toMatchObject({
      techRole: null,
      managesAdmins: false,
    });
  });

  it('what an older page would overwrite', async () => {
    const made = await directory(admin, url, forCompany());
    await admin.call('PATCH', `/scim-connections/${made.id}`, { name: 'New' });
    expect((await admin.call('PATCH', `/scim-connections/${made.id}`, { name: 'Old' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin.call('DELETE', `/scim-connections/${made.id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
  });
});
