import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { callApi, newContact, sessionOf } from './cast.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('a manager of a contact group', () => {
  it('adds a colleague, who then sees the request that was made for the group, and no longer when taken out', async () => {
    const admin = inject('adminCookie');
    const manager = await newContact('Runa Vale');
    const colleague = await newContact('Odo Marsh');
    const { company } = await callApi<{ company: { id: number } }>(admin, 'GET', `/contacts/${manager.id}`);
    const name = `Purchasing ${manager.id}`;
    const group = await callApi<{ id: number }>(admin, 'POST', '/contact-groups', { companyId: company.id, name });
    await callApi(admin, 'POST', `/contact-groups/${group.id}/members`, { contactId: manager.id, role: 'manager' });

    const { page, problems } = await openPage(browser, { cookie: { url, value: await sessionOf(manager, 'portal') } });
    await page.goto(`${url}/portal/groups`);
    await page.getByRole('link', { name }).click();
    await page.getByRole('link', { name: 'New request for this group' }).click();
    await page.getByRole('link', { name: /^Something else/ }).click();
    await page.getByLabel('In a few words').fill('Four chairs with arms');
    expect(await page.getByLabel('Which group is it for?').inputValue()).toBe(String(group.id));
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('We have your request.').waitFor();

    await page.goto(`${url}/portal/groups/${group.id}`);
    await page.getByRole('button', { name: 'Add a colleague' }).click();
    await page.getByRole('combobox', { name: 'Colleague' }).fill('Odo Marsh');
    await page
      .getByRole('option', { name: /Odo Marsh/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Role of Odo Marsh').waitFor();

    const other = await openPage(browser, { cookie: { url, value: await sessionOf(colleague, 'portal') } });
    await other.page.goto(`${url}/portal/tickets?group=${group.id}`);
    await other.page.getByRole('link', { name: 'Four chairs with arms' }).waitFor();

    await page.getByRole('button', { name: 'Remove Odo Marsh' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    // The colleague's open page is told, without being reloaded.
    await other.page.getByRole('link', { name: 'Four chairs with arms' }).waitFor({ state: 'detached' });
    expect([...problems, ...other.problems]).toEqual([]);
  });
});
