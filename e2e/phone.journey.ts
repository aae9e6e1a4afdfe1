import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, phone } from './browser.ts';
import { callApi, newContact, newTech, newTicket, sessionOf } from './cast.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const narrow = (width: number) => ({ ...phone, viewport: { width, height: 780 } });
const isSideways = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);

describe('a contact on a phone', () => {
  it.each([390, 360])('asks and answers at %i px', async (width) => {
    const someone = await newContact('Sunna Reyes');
    const { page, problems } = await openPage(browser, { ...narrow(width), cookie: { url, value: await sessionOf(someone, 'portal') } });
    await page.goto(`${url}/portal`);
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'New request' }).tap();
    await page.getByRole('link', { name: /^Something else/ }).tap();
    await page.getByLabel('In a few words').fill(`The tablet does not charge (${width})`);
    await page.getByRole('textbox', { name: 'What exactly happens' }).fill('The light stays off.');
    await page.getByRole('button', { name: 'Send request' }).tap();
    await page.getByText('We have your request.').waitFor();
    expect(await isSideways(page)).toBe(false);
    await page.getByRole('button', { name: 'Write a message' }).tap();
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Now it blinks red.');
    await page.getByRole('button', { name: 'Send reply' }).tap();
    await page.getByRole('list', { name: 'Conversation' }).getByText('Now it blinks red.').waitFor();
    expect(await isSideways(page)).toBe(false);
    await page
      .getByRole('link', { name: /My tickets/ })
      .first()
      .tap();
    await page.getByRole('link', { name: /The tablet does not charge/ }).waitFor();
    expect(problems).toEqual([]);
  });
});

describe('a tech on a phone', () => {
  it('goes from the list to a ticket and replies', async () => {
    const asker = await newContact('Ebba Lund');
    const asking = await sessionOf(asker, 'portal');
    const ticket = await newTicket(asking, { title: 'The badge opens no door' });
    const cookie = await sessionOf(await newTech('Joss Meier'), 'tech');
    const { page, problems } = await openPage(browser, { ...narrow(390), cookie: { url, value: cookie } });
    await page.goto(`${url}/tech/tickets?view=unassigned&sort=-createdAt`);
    await page.getByRole('list', { name: 'Tickets' }).getByRole('link', { name: ticket.title }).first().tap();
    const region = page.getByRole('region', { name: `Ticket ${ticket.number}` });
    await region.getByRole('heading', { level: 1, name: ticket.title }).waitFor();
    await region.getByRole('textbox', { name: 'Reply to customer' }).fill('I set it free, please try once more.');
    expect(await isSideways(page)).toBe(false);
    await region.getByRole('button', { name: 'Send, set Waiting for customer' }).tap();
    await region.getByRole('button', { name: 'Waiting for customer' }).waitFor();
    expect(JSON.stringify(await callApi(asking, 'GET', `/tickets/${ticket.id}/timeline`))).toContain('I set it free');
    await region.getByRole('button', { name: 'Back to the list' }).tap();
    await page.getByRole('list', { name: 'Tickets' }).waitFor();
    expect(await isSideways(page)).toBe(false);
    expect(problems).toEqual([]);
  });
});
