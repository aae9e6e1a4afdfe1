import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { callApi, newContact, newTech, newTicket, sessionOf } from './cast.ts';
import { eventually } from './sign-in.ts';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Brings a state about with roles and keys alone, so that it works in every language. */
  readonly act?: (page: Page) => Promise<void>;
}
export interface Place {
  readonly portal: 'sign-in' | 'portal' | 'tech' | 'admin';
  readonly cookie: string | null;
  readonly screens: readonly Screen[];
}

const press =
  (keys: string, role: 'dialog' | 'menu' | 'listbox' | 'textbox' = 'dialog') =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(keys);
    await page.getByRole(role).first().waitFor();
  };
const opens =
  (trigger: (page: Page) => ReturnType<Page['locator']>, role: 'menu' | 'dialog' | 'alertdialog') =>
  async (page: Page): Promise<void> => {
    await trigger(page).click();
    await page.getByRole(role).first().waitFor();
  };
const accountMenu = opens((page) => page.locator('button[aria-haspopup="menu"]').last(), 'menu');
/** The server is out of reach for everything this page reads from now on. */
const outOfReach = async (page: Page): Promise<void> => {
  await page.route('**/api/v1/tickets**', (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').first().waitFor({ timeout: 20_000 });
  await page.unroute('**/api/v1/tickets**');
};

/** Waits until a page shows what it has to show. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').getByRole('heading').or(page.getByRole('alert')).first().waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy="true"]') && document.fonts.status === 'loaded' && document.querySelectorAll('h1, h2').length > 0,
  );
}

export async function show(page: Page, screen: Screen): Promise<void> {
  await page.goto(inject('demoUrl') + screen.path);
  await settled(page);
  await screen.act?.(page);
}

export async function signInPlace(): Promise<Place> {
  const step = (name: string): Screen => ({ name, path: `/sign-in/${name}` });
  return {
    portal: 'sign-in',
    cookie: null,
    screens: [
      { name: 'address', path: '/sign-in?to=%2Fportal%2Fnew' },
      {
        name: 'wrong address',
        path: '/sign-in',
        act: async (page) => {
          await page.getByRole('textbox').fill('nobody');
          await page.keyboard.press('Enter');
          await page.locator('[aria-invalid="true"]').waitFor();
        },
      },
      {
        name: 'code',
        path: '/sign-in',
        act: async (page) => {
          await page.getByRole('textbox').fill('nobody@marlow-architects.example');
          await page.keyboard.press('Enter');
          await page.locator('input[autocomplete="one-time-code"]').fill('000000');
          await page.locator('[aria-invalid="true"]').waitFor();
        },
      },
      step('password'),
      step('link'),
      step('trouble'),
    ],
  };
}

export async function choosePlace(): Promise<Place> {
  const twice = await newContact('Elif Sander');
  const { items } = await callApi<{ items: { id: number }[] }>(inject('adminCookie'), 'GET', '/companies?q=Orchard');
  await newContact('Elif Sander', { email: twice.email, companyId: items[0]?.id });
  return { portal: 'sign-in', cookie: await sessionOf(twice, 'portal'), screens: [{ name: 'choose', path: '/sign-in?choose=1' }] };
}

export async function clientPlace(): Promise<Place> {
  const [contact, tech] = [await newContact('Hanne Verbeek', { isManager: true }), await newTech('Milo Anders')];
  const [cookie, techCookie] = [await sessionOf(contact, 'portal'), await sessionOf(tech, 'tech')];
  const { id, number } = await newTicket(cookie, {
    title: 'Berechtigungsgruppenzuordnungsverwaltung opens slowly',
    descriptionHtml: '<p>It takes <strong>a minute</strong>.</p><ul><li>every morning</li></ul>',
  });
  await callApi(techCookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>We look into it.</p>', visibility: 'public' });
  const services = await callApi<{ items: { id: number }[] }>(cookie, 'GET', '/service-types');
  const ticket = `/portal/tickets/${number}`;
  return {
    portal: 'portal',
    cookie,
    screens: [
      { name: 'home', path: '/portal' },
      { name: 'account menu', path: '/portal', act: accountMenu },
      { name: 'palette', path: '/portal', act: press('Control+k') },
      { name: 'keys', path: '/portal', act: press('?') },
      { name: 'my tickets', path: '/portal/tickets' },
      { name: 'all tickets of the company', path: '/portal/tickets?scope=company' },
      { name: 'closed tickets', path: '/portal/tickets?scope=company&state=closed' },
      { name: 'nothing found', path: '/portal/tickets?q=zzzqqq' },
      { name: 'ticket', path: ticket },
      { name: 'reply', path: ticket, act: press('r', 'textbox') },
      { name: 'services', path: '/portal/new' },
      { name: 'request', path: `/portal/new/${services.items[0]?.id}` },
      {
        name: 'request without a title',
        path: '/portal/new/other',
        act: async (page) => {
          await page.locator('button[type="submit"]').click();
          await page.locator('[aria-invalid="true"]').first().waitFor();
        },
      },
      { name: 'profile', path: '/portal/profile' },
      { name: 'no such page', path: '/portal/nowhere' },
      { name: 'no such ticket', path: '/portal/tickets/999999' },
      { name: 'server out of reach', path: '/portal/tickets', act: outOfReach },
    ],
  };
}

export async function techPlace(): Promise<Place> {
  const [contact, tech] = [await newContact('Runa Holt'), await newTech('Kai Brenner')];
  const [asking, cookie] = [await sessionOf(contact, 'portal'), await sessionOf(tech, 'tech')];
  const { id, number } = await newTicket(asking, {
    title: 'The label printer skips a line',
    descriptionHtml: '<p>Since <em>noon</em>.</p>',
  });
  await callApi(cookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>A note for us.</p>', visibility: 'internal' });
  await callApi(cookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>A word for you.</p>', visibility: 'public' });
  const { company } = await callApi<{ company: { id: number } }>(cookie, 'GET', `/contacts/${contact.id}`);
  const ticket = `/tech/tickets/${number}`;
  return {
    portal: 'tech',
    cookie,
    screens: [
      { name: 'all open with preview', path: '/tech/tickets?view=all' },
      { name: 'closed', path: '/tech/tickets?view=closed' },
      { name: 'empty queue', path: '/tech/tickets?view=mine' },
      { name: 'filter', path: '/tech/tickets?view=all', act: press('f', 'listbox') },
      { name: 'ticket', path: ticket },
      { name: 'internal note', path: ticket, act: press('n', 'textbox') },
      { name: 'assign', path: ticket, act: press('a', 'listbox') },
      { name: 'status', path: ticket, act: press('s', 'listbox') },
      { name: 'new ticket', path: '/tech/tickets?view=all', act: press('c') },
      { name: 'palette', path: ticket, act: press('Control+k') },
      { name: 'keys', path: ticket, act: press('?') },
      { name: 'account menu', path: '/tech/team', act: opens((page) => page.locator('nav button[aria-haspopup="menu"]').last(), 'menu') },
      { name: 'contacts', path: '/tech/contacts' },
      { name: 'contact', path: `/tech/contacts/${contact.id}` },
      { name: 'companies', path: '/tech/companies' },
      { name: 'company', path: `/tech/companies/${company.id}` },
      { name: 'team', path: '/tech/team' },
      { name: 'profile', path: '/tech/settings/profile' },
      { name: 'sign-in settings', path: '/tech/settings/security' },
      { name: 'keys of the API', path: '/tech/settings/keys' },
      { name: 'no such page', path: '/tech/nowhere' },
      { name: 'no such ticket', path: '/tech/tickets/999999' },
      { name: 'server out of reach', path: '/tech/tickets?view=all', act: outOfReach },
    ],
  };
}

export async function adminPlace(): Promise<Place> {
  const cookie = inject('adminCookie');
  const firstOf = async (path: string): Promise<number> =>
    (await callApi<{ items: { id: number }[] }>(cookie, 'GET', path)).items[0]?.id ?? 0;
  const records = ['companies', 'contacts', 'service-types', 'techs', 'teams', 'queues'];
  const plain = ['statuses', 'priorities', 'categories', 'sources', 'defaults', 'mail', 'jobs', 'health', 'api-keys', 'workspace'];
  const ids = await Promise.all(records.map((name) => firstOf(name === 'queues' ? '/queues' : `/${name}`)));
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
      { name: 'home', path: '/admin' },
      ...records.flatMap((name, index) => [
        { name, path: `/admin/${name}` },
        { name: `new in ${name}`, path: `/admin/${name}/new` },
        { name: `one of ${name}`, path: `/admin/${name}/${ids[index]}` },
      ]),
      ...plain.map((name) => ({ name, path: `/admin/${name}` })),
      { name: 'one mail', path: `/admin/mail/${mail}` },
      { name: 'palette', path: '/admin/teams', act: press('Control+k') },
      { name: 'account menu', path: '/admin/teams', act: accountMenu },
      { name: 'nothing found', path: '/admin/contacts?q=zzzqqq' },
      { name: 'no such page', path: '/admin/nowhere' },
      { name: 'no such company', path: '/admin/companies/999999' },
    ],
  };
}
