import { inject } from 'vitest';
import { callApi, newContact, newTech, newTicket, sessionOf } from './cast.ts';
import { pdf, png, wav } from './files.ts';
import { accountMenu, asks, fromMenu, opens, outOfReach, type Place, press, type Screen, shows } from './screen.ts';
import { accessPlace } from './screens-access.ts';
import { adminPlace } from './screens-admin.ts';

export async function signInPlace(): Promise<Place> {
  const step = (name: string): Screen => ({ name, path: `/sign-in/${name}` });
  return {
    portal: 'sign-in',
    cookie: null,
    screens: [
      { name: 'address', path: '/sign-in?to=%2Fportal%2Fnew', main: true },
      step('passkey'),
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
        main: true,
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
  return {
    portal: 'sign-in',
    cookie: await sessionOf(twice, 'portal'),
    screens: [{ name: 'choose', path: '/sign-in?choose=1', main: true }],
  };
}

export async function clientPlace(): Promise<Place> {
  const [contact, tech] = [await newContact('Hanne Verbeek', { isManager: true }), await newTech('Milo Anders')];
  const [cookie, techCookie] = [await sessionOf(contact, 'portal'), await sessionOf(tech, 'tech')];
  const { id, number } = await newTicket(cookie, {
    title: 'Berechtigungsgruppenzuordnungsverwaltung opens slowly',
    descriptionHtml: '<p>It takes <strong>a minute</strong>.</p><ul><li>every morning</li></ul>',
    fileIds: await everyKindOfFile(cookie),
  });
  await callApi(techCookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>We look into it.</p>', visibility: 'public' });
  const services = await callApi<{ items: { id: number }[] }>(cookie, 'GET', '/service-types');
  const ticket = `/portal/tickets/${number}`;
  return {
    portal: 'portal',
    cookie,
    screens: [
      { name: 'home', path: '/portal', main: true },
      { name: 'account menu', path: '/portal', act: accountMenu },
      { name: 'palette', path: '/portal', main: true, act: press('Control+k') },
      { name: 'keys', path: '/portal', act: press('?') },
      { name: 'my tickets', path: '/portal/tickets', main: true },
      { name: 'all tickets of the company', path: '/portal/tickets?scope=company' },
      { name: 'closed tickets', path: '/portal/tickets?scope=company&state=closed' },
      { name: 'nothing found', path: '/portal/tickets?q=zzzqqq' },
      { name: 'ticket', path: ticket, main: true },
      { name: 'reply', path: ticket, act: press('r', 'textbox') },
      { name: 'close', path: ticket, act: asks('client', 'ticket.close') },
      { name: 'add a colleague', path: ticket, act: asks('client', 'people.add') },
      ...previews(ticket),
      { name: 'services', path: '/portal/new', main: true },
      { name: 'request', path: `/portal/new/${services.items[0]?.id}`, main: true },
      {
        name: 'request without a title',
        path: '/portal/new/other',
        act: async (page) => {
          await page.locator('button[type="submit"]').click();
          await page.locator('[aria-invalid="true"]').first().waitFor();
        },
      },
      { name: 'profile', path: '/portal/profile' },
      { name: 'notification settings', path: '/portal/profile/notifications' },
      { name: 'no such page', path: '/portal/nowhere' },
      { name: 'no such ticket', path: '/portal/tickets/999999' },
      { name: 'server out of reach', path: '/portal/tickets', act: outOfReach },
    ],
  };
}

/** A picture, a document, text, sound and something without a preview. */
async function everyKindOfFile(cookie: string): Promise<number[]> {
  const url = inject('demoUrl');
  const files: readonly (readonly [string, Buffer])[] = [
    ['picture.png', png(320, 200)],
    ['paper.pdf', pdf('A page')],
    ['notes.log', Buffer.from('one line of text\n'.repeat(60))],
    ['tone.wav', wav()],
    ['bundle.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
  ];
  return Promise.all(
    files.map(async ([name, bytes]) => {
      const answer = await fetch(`${url}/api/v1/files?name=${name}`, {
        method: 'POST',
        headers: { cookie, origin: url, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      if (!answer.ok) throw new Error(`${name} was refused: ${await answer.text()}`);
      return ((await answer.json()) as { id: number }).id;
    }),
  );
}
const previews = (path: string): Screen[] =>
  ['picture', 'paper', 'notes', 'tone', 'bundle'].map((file) => ({
    name: `preview of ${file}`,
    path,
    act: opens((page) => page.getByRole('button', { name: new RegExp(`${file}\\.`) }).first(), 'dialog'),
  }));

export async function techPlace(): Promise<Place> {
  const [contact, tech] = [await newContact('Runa Holt'), await newTech('Kai Brenner', { role: 'admin' })];
  const [asking, cookie] = [await sessionOf(contact, 'portal'), await sessionOf(tech, 'tech')];
  const { id, number } = await newTicket(asking, {
    title: 'The label printer skips a line',
    descriptionHtml: '<p>Since <em>noon</em>.</p>',
    fileIds: await everyKindOfFile(asking),
  });
  await callApi(cookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>A note for us.</p>', visibility: 'internal' });
  await callApi(cookie, 'POST', `/tickets/${id}/comments`, { bodyHtml: '<p>A word for you.</p>', visibility: 'public' });
  const rewritten = await callApi<{ id: number }>(cookie, 'POST', `/tickets/${id}/comments`, {
    bodyHtml: '<p>Words with a slip.</p>',
    visibility: 'internal',
  });
  await callApi(cookie, 'PATCH', `/comments/${rewritten.id}`, { bodyHtml: '<p>Words without a slip.</p>' });
  const { company } = await callApi<{ company: { id: number } }>(cookie, 'GET', `/contacts/${contact.id}`);
  // A name that leads nowhere, so that its troubles are shown without asking anybody.
  await callApi(cookie, 'PUT', '/me/calendar', { address: 'https://calendar.invalid/private/basic.ics' });
  await callApi(cookie, 'POST', '/me/schedule-feed', {});
  const ticket = `/tech/tickets/${number}`;
  return {
    portal: 'tech',
    cookie,
    screens: [
      { name: 'all open with preview', path: '/tech/tickets?view=all', main: true },
      { name: 'closed', path: '/tech/tickets?view=closed' },
      { name: 'empty queue', path: '/tech/tickets?view=mine' },
      { name: 'filter', path: '/tech/tickets?view=all', act: press('f', 'listbox') },
      { name: 'ticket', path: ticket, main: true },
      { name: 'internal note', path: ticket, main: true, act: press('n', 'textbox') },
      ...previews(ticket),
      { name: 'earlier wordings', path: ticket, act: asks('tech', 'comment.edited') },
      { name: 'archive', path: ticket, act: fromMenu('tech', 'ticket.more', 'ticket.archive') },
      { name: 'new key of the API', path: '/tech/settings/keys', act: asks('tech', 'apiKey.create') },
      { name: 'assign', path: ticket, act: press('a', 'listbox') },
      { name: 'status', path: ticket, act: press('s', 'listbox') },
      { name: 'new ticket', path: '/tech/tickets?view=all', main: true, act: press('c') },
      { name: 'palette', path: ticket, main: true, act: press('Control+k') },
      { name: 'keys', path: ticket, act: press('?') },
      { name: 'account menu', path: '/tech/team', act: opens((page) => page.locator('nav button[aria-haspopup="menu"]').last(), 'menu') },
      { name: 'contacts', path: '/tech/contacts', main: true },
      { name: 'contact', path: `/tech/contacts/${contact.id}` },
      { name: 'companies', path: '/tech/companies' },
      { name: 'company', path: `/tech/companies/${company.id}` },
      { name: 'team', path: '/tech/team' },
      { name: 'profile', path: '/tech/settings/profile' },
      { name: 'availability', path: '/tech/settings/availability' },
      { name: 'notification settings', path: '/tech/settings/notifications' },
      { name: 'another calendar', path: '/tech/settings/availability', act: shows('tech', 'calendar.replace', 'textbox') },
      { name: 'disconnect the calendar', path: '/tech/settings/availability', act: asks('tech', 'calendar.disconnect') },
      { name: 'new address of the schedule', path: '/tech/settings/availability', act: asks('tech', 'feed.renew') },
      { name: 'my teams', path: '/tech/settings/teams' },
      { name: 'sign-in settings', path: '/tech/settings/security' },
      { name: 'keys of the API', path: '/tech/settings/keys' },
      { name: 'no such page', path: '/tech/nowhere' },
      { name: 'no such ticket', path: '/tech/tickets/999999' },
      { name: 'server out of reach', path: '/tech/tickets?view=all', act: outOfReach },
    ],
  };
}

export const places: readonly (readonly [string, () => Promise<Place>])[] = [
  ['sign-in', signInPlace],
  ['choosing', choosePlace],
  ['client portal', clientPlace],
  ['tech portal', techPlace],
  ['admin console', adminPlace],
  ['access pages of the admin console', accessPlace],
];
