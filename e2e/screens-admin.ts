import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { callApi, newContact, newTicket, sessionOf } from './cast.ts';
import { accountMenu, asks, type Place, press } from './screen.ts';
import { eventually } from './sign-in.ts';
import { control, said } from './words.ts';

const MAIN = { main: true } as const;

async function askArchive(page: Page): Promise<void> {
  await page.getByRole('main').locator('button[aria-haspopup="menu"]').first().click();
  await page.getByRole('menuitem').first().click();
  await page.getByRole('dialog').waitFor();
}
async function makeKey(page: Page): Promise<void> {
  await asks('admin', 'keys.new')(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Looked at');
  await dialog.getByRole('checkbox').first().check();
  await (await control(page, 'admin', 'keys.create')).click();
  await page.getByRole('dialog', { name: await said(page, 'admin', 'keys.made') }).waitFor();
}
/** Somebody else saves the same field while it is being written here. */
const changedByTwo =
  (id: number) =>
  async (page: Page): Promise<void> => {
    const number = () => `+49 421 ${Math.trunc(1_000_000 + Math.random() * 8_000_000)}`;
    const phone = page.locator('input[name="phone"]');
    await phone.fill(number());
    await callApi(inject('adminCookie'), 'PATCH', `/companies/${id}`, { phone: number() });
    await phone.press('Enter');
    await page.getByRole('dialog').waitFor();
  };

export async function adminPlace(): Promise<Place> {
  const cookie = inject('adminCookie');
  const firstOf = async (path: string): Promise<number> =>
    (await callApi<{ items: { id: number }[] }>(cookie, 'GET', path)).items[0]?.id ?? 0;
  const records = ['companies', 'contacts', 'service-types', 'techs', 'teams', 'queues'];
  const plain = [
    'tags',
    'statuses',
    'priorities',
    'categories',
    'sources',
    'defaults',
    'mail',
    'jobs',
    'health',
    'sign-in',
    'identity-providers',
    'identity-providers/new',
    'directories',
    'directories/new',
    'api-keys',
    'workspace',
  ];
  const ids = await Promise.all(records.map((name) => firstOf(name === 'queues' ? '/queues' : `/${name}`)));
  const { connection } = await callApi<{ connection: { id: number } }>(cookie, 'POST', '/scim-connections', {
    name: 'Looked at',
    audience: 'staff',
  });
  const companies = (await callApi<{ items: { id: number }[] }>(cookie, 'GET', '/companies?limit=2')).items.map(({ id }) => id);
  // The receipt of a request is a mail with a layout and words in it.
  const { number } = await newTicket(await sessionOf(await newContact('Lena Ost'), 'portal'), { title: 'The lamp hums' });
  const mail = await eventually(async () => {
    const { items } = await callApi<{ items: { id: number; subject: string }[] }>(cookie, 'GET', '/mails');
    return items.find(({ subject }) => subject.includes(String(number)))?.id;
  }, 'The receipt of a request');
  return {
    portal: 'admin',
    cookie,
    screens: [
      { name: 'home', path: '/admin', main: true },
      ...records.flatMap((name, index) => [
        { name, path: `/admin/${name}`, ...(name === 'companies' ? MAIN : {}) },
        { name: `new in ${name}`, path: `/admin/${name}/new` },
        { name: `one of ${name}`, path: `/admin/${name}/${ids[index]}`, ...(name === 'techs' ? MAIN : {}) },
      ]),
      ...plain.map((name) => ({ name, path: `/admin/${name}`, ...(name === 'mail' || name === 'jobs' ? MAIN : {}) })),
      ...['statuses', 'priorities', 'categories', 'sources'].flatMap((name) => [
        { name: `new in ${name}`, path: `/admin/${name}`, act: asks('admin', `desk.${name}.new`) },
        { name: `archive in ${name}`, path: `/admin/${name}`, act: askArchive },
      ]),
      { name: 'one directory', path: `/admin/directories/${connection.id}` },
      { name: 'new token of a directory', path: `/admin/directories/${connection.id}`, act: asks('directories', 'token.renew') },
      { name: 'new key', path: '/admin/api-keys', act: asks('admin', 'keys.new') },
      { name: 'key that was made', path: '/admin/api-keys', act: makeKey },
      { name: 'test mail', path: '/admin/mail', act: asks('admin', 'mail.test') },
      { name: 'disable a company', path: `/admin/companies/${ids[0]}`, act: asks('admin', 'companies.disable') },
      { name: 'password of a contact', path: `/admin/contacts/${ids[1]}?tab=sign-in`, act: asks('records', 'password.setNew') },
      { name: 'changed by two', path: `/admin/companies/${ids[0]}`, act: changedByTwo(ids[0] ?? 0) },
      { name: 'import of contacts', path: `/admin/contacts/import?companyId=${ids[0]}` },
      { name: 'domains of a company', path: `/admin/companies/${ids[0]}?tab=domains` },
      { name: 'mails of a contact', path: `/admin/contacts/${ids[1]}?tab=mails` },
      { name: 'a contact as a whole', path: `/admin/contacts/${ids[1]}/care`, ...MAIN },
      { name: 'move a contact', path: `/admin/contacts/${ids[1]}/care`, act: asks('care', 'move.open') },
      { name: 'erase a contact', path: `/admin/contacts/${ids[1]}/care`, act: asks('care', 'data.erase') },
      { name: 'a company as a whole', path: `/admin/companies/${ids[0]}/care` },
      { name: 'duplicates', path: '/admin/duplicates' },
      { name: 'duplicate companies', path: '/admin/duplicates?kind=company' },
      { name: 'compare two companies', path: `/admin/merges/compare?kind=company&loser=${companies[1]}&winner=${companies[0]}`, ...MAIN },
      { name: 'new tag', path: '/admin/tags', act: asks('people', 'tags.new') },
      { name: 'one mail', path: `/admin/mail/${mail}` },
      { name: 'palette', path: '/admin/teams', act: press('Control+k') },
      { name: 'account menu', path: '/admin/teams', act: accountMenu },
      { name: 'nothing found', path: '/admin/contacts?q=zzzqqq' },
      { name: 'no such page', path: '/admin/nowhere' },
      { name: 'no such company', path: '/admin/companies/999999' },
    ],
  };
}
