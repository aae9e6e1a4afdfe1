import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { accessibilityProblems, launchBrowser, openPage, watch } from './browser.ts';
import { callApi, newContact, newTicket, sessionOf } from './cast.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('an administrator', () => {
  it('looks at the portal as a contact in a tab of its own, writes under both names, and ends it', async () => {
    const contact = await newContact('Pella Storm');
    const ticket = await newTicket(await sessionOf(contact, 'portal'), { title: 'The lift speaks too loudly' });
    const { page, problems } = await openPage(browser, { cookie: { url, value: inject('adminCookie') } });
    await page.goto(`${url}/admin/contacts/${contact.id}`);
    await page.getByRole('button', { name: 'Open portal as contact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open in a new tab' }).click();
    await dialog.getByText('Say why you open it.').waitFor();
    await dialog.getByLabel('Why').fill('She says that the lift is missing');
    await dialog.getByLabel('Only look').uncheck();
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('button', { name: 'Open in a new tab' }).click(),
    ]);
    const inTab = watch(tab);

    const banner = tab.getByRole('complementary', { name: 'Looking at the portal as somebody else' });
    await banner.getByText(/You see the portal as Pella Storm/).waitFor();
    expect(tab.url()).toMatch(/\/as\/\d+\/portal/);
    expect(await accessibilityProblems(tab)).toEqual([]);
    await tab.getByRole('link', { name: ticket.title }).first().click();
    await tab.getByRole('heading', { name: ticket.title }).waitFor();
    await tab.keyboard.press('r');
    await tab.getByRole('textbox').last().fill('I turned it down on your behalf.');
    await tab.keyboard.press('Control+Enter');
    await tab.getByText('I turned it down on your behalf.').first().waitFor();
    const timeline = await callApi<{ items: unknown[] }>(inject('adminCookie'), 'GET', `/tickets/${ticket.id}/timeline`);
    expect(JSON.stringify(timeline.items)).toMatch(/turned it down.*Priya Raman|Priya Raman.*turned it down/);

    await banner.getByRole('button', { name: 'End' }).click();
    await tab.getByRole('heading', { name: 'This look at the portal has ended' }).waitFor();
    await tab.goto(`${url}${new URL(tab.url()).pathname}`);
    await tab.getByRole('heading', { name: 'This look at the portal has ended' }).waitFor();
    expect(await tab.getByRole('link', { name: /sign in/i }).count()).toBe(0);
    // The administrator's own session goes on.
    await page.reload();
    await page.getByRole('button', { name: 'Open portal as contact' }).waitFor();
    expect([...problems, ...inTab.problems]).toEqual([]);
  });
});
