import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { callApi, newContact, newTech, newTicket, sessionOf } from './cast.ts';
import { isFocusVisible, leaveText, tabTo, untilFocused } from './keyboard.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('lets a tech find, take, answer, note, close and reopen a ticket with the keyboard alone', async () => {
  const [asker, tech] = [await newContact('Pia Nordal'), await newTech('Tobin Ferrer')];
  const asking = await sessionOf(asker, 'portal');
  const older = await newTicket(asking, { title: 'The door sign shows the wrong room' });
  const ticket = await newTicket(asking, { title: 'The wall screen stays dark' });
  const { page, problems } = await openPage(browser, { cookie: { url, value: await sessionOf(tech, 'tech') } });
  const { keyboard } = page;
  const row = (number: number) =>
    page
      .getByRole('list', { name: 'Tickets' })
      .getByRole('listitem')
      .filter({ hasText: String(number) });

  await page.goto(`${url}/tech/tickets?view=unassigned&sort=-createdAt`);
  await row(ticket.number).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
  expect(await isFocusVisible(page)).toBe(true);
  await keyboard.press('Enter');
  await keyboard.press('j');
  await page.waitForURL(new RegExp(`open=${older.number}`));
  await keyboard.press('k');
  await page.waitForURL(new RegExp(`open=${ticket.number}`));
  await keyboard.press('Enter');
  const region = page.getByRole('region', { name: `Ticket ${ticket.number}` });
  await region.getByRole('heading', { level: 1, name: ticket.title }).waitFor();

  await keyboard.press('a');
  await untilFocused(page.getByRole('combobox', { name: 'Assign to' }));
  await keyboard.type('Tobin');
  await keyboard.press('Enter');
  await region.getByRole('button', { name: 'Tobin Ferrer' }).waitFor();
  await keyboard.press('p');
  await untilFocused(page.getByRole('combobox', { name: 'Set priority' }));
  await keyboard.type('High');
  await keyboard.press('Enter');
  await region.getByRole('button', { name: 'High' }).waitFor();

  await keyboard.press('n');
  await untilFocused(page.getByRole('textbox', { name: 'Internal note' }));
  await keyboard.type('Looks like the cable behind the wall');
  await keyboard.press('Control+Enter');
  await region.getByRole('listitem').filter({ hasText: 'Looks like the cable' }).waitFor();
  await leaveText(page.getByRole('textbox', { name: 'Internal note' }));
  await keyboard.press('r');
  await untilFocused(page.getByRole('textbox', { name: 'Reply to customer' }));
  await keyboard.type('Somebody comes by at two');
  await keyboard.press('Control+Enter');
  await region.getByRole('button', { name: 'Waiting for customer' }).waitFor();
  const { items } = await callApi<{ items: { comment: { bodyHtml: string } | null }[] }>(asking, 'GET', `/tickets/${ticket.id}/timeline`);
  const words = JSON.stringify(items);
  expect(words).toContain('Somebody comes by at two');
  expect(words).not.toContain('cable behind the wall');

  await leaveText(page.getByRole('textbox', { name: 'Reply to customer' }));
  await keyboard.press('e');
  await region.getByRole('button', { name: 'Reopen' }).waitFor();
  await keyboard.press('e');
  await region.getByRole('button', { name: 'Close', exact: true }).waitFor();
  await tabTo(page, page.getByRole('button', { name: /^Queue: / }));
  expect(await isFocusVisible(page)).toBe(true);

  // Nobody waits for the palette to load: what is typed meanwhile belongs to it.
  await keyboard.press('Control+k');
  await keyboard.type(String(older.number));
  await page.getByRole('option', { name: new RegExp(older.title) }).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: older.title }).waitFor();
  await keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  await keyboard.press('Escape');
  await page.waitForURL(/\/tech\/tickets(\?|$)/);
  expect(problems).toEqual([]);
});
