import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { callApi, newContact, newTicket, type Person, sessionOf } from './cast.ts';
import { codeFor, eventually, inboxOf, newestMailTo, readMail } from './sign-in.ts';

const url = inject('demoUrl');
const password = 'amber kettle drifting north';
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function askForCode(page: Page, address: string): Promise<string> {
  const before = await newestMailTo(url, address);
  await page.getByLabel('Work e-mail').fill(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
  return codeFor(url, address, before);
}

describe('codes and links', () => {
  it('follows the link of the mail to the page that was asked for', async () => {
    const someone = await newContact('Ada Brandt');
    const { page, problems } = await openPage(browser);
    await page.goto(`${url}/portal/tickets?state=closed`);
    await page.waitForURL(/\/sign-in/);
    await askForCode(page, someone.email);
    const [mail] = await inboxOf(url, someone.email);
    await page.goto(`${url}/inbox/${mail?.id}`);
    await page
      .frameLocator('iframe')
      .getByRole('link', { name: /sign in/i })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Ready when you are' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/portal\/tickets/);
    await page.getByRole('heading', { level: 1, name: 'My tickets' }).waitFor();
    const { text } = await readMail(url, mail?.id ?? 0);
    await page.context().clearCookies();
    await page.goto(/https?:\S+\/sign-in\/link#\S+/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('answers an unknown address exactly like a known one', async () => {
    const known = await newContact('Otto Prim');
    const seen: string[] = [];
    for (const address of [known.email, `nobody.${known.email}`]) {
      const { page } = await openPage(browser);
      await page.goto(`${url}/sign-in`);
      await page.getByLabel('Work e-mail').fill(address);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
      await page.getByLabel('Code', { exact: true }).fill('123123');
      await page.getByText('This code is not right.').waitFor();
      seen.push(
        (await page.getByRole('main').ariaSnapshot())
          .replaceAll(address, 'ADDRESS')
          .replaceAll(encodeURIComponent(address), 'ADDRESS')
          .replace(/\d:\d\d/, 'CLOCK'),
      );
      await page.context().close();
    }
    expect(seen[1]).toBe(seen[0]);
    expect(await inboxOf(url, `nobody.${known.email}`)).toEqual([]);
  });
});

describe('a password', () => {
  it('set in the profile opens the portal; a wrong one says how to get in anyway', async () => {
    const someone = await newContact('Vera Lind');
    await callApi(await sessionOf(someone, 'portal'), 'PUT', '/me/password', { password });
    const { page, problems } = await openPage(browser);
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('Work e-mail').fill(someone.email);
    await page.getByRole('button', { name: 'Use my password instead' }).click();
    await page.getByLabel('Password', { exact: true }).fill('not the right one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail address and password do not match.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/portal`);
    expect(problems).toEqual([]);
  });
});

describe('a tab left open', () => {
  let someone: Person;
  let cookie: string;
  let ticket: { number: number };
  beforeAll(async () => {
    someone = await newContact('Mara Quill');
    cookie = await sessionOf(someone, 'portal');
    await callApi(cookie, 'PUT', '/me/password', { password });
    ticket = await newTicket(cookie, { title: 'The blind in room 4 is stuck' });
  });

  const account = (page: Page) => page.getByRole('banner').getByRole('button', { name: /Mara/ });

  async function write(page: Page, words: string): Promise<void> {
    await page.goto(`${url}/portal/tickets/${ticket.number}`);
    await page.getByRole('button', { name: 'Write a message' }).click();
    await page.getByRole('textbox', { name: 'Write a message' }).fill(words);
  }

  it('keeps what was typed when another tab signs out, and gives it back after signing in', async () => {
    const { page, problems } = await openPage(browser, { cookie: { url, value: cookie } });
    await write(page, 'Half a sentence about the blind');
    const other = await page.context().newPage();
    await other.goto(`${url}/portal`);
    await account(other).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await other.getByRole('heading', { name: 'You are signed out' }).waitFor();
    const notice = page.getByRole('alertdialog', { name: 'You are signed out' });
    await notice.waitFor();
    await notice.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('button', { name: 'Use my password instead' }).click();
    await page.getByLabel('Work e-mail').fill(someone.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/portal/tickets/${ticket.number}`));
    await page.getByRole('textbox', { name: 'Write a message' }).getByText('Half a sentence about the blind').waitFor();
    expect(problems).toEqual([]);
  });

  it('sends nothing for the other account after a switch of company, and keeps the text under its own', async () => {
    const twice = await newContact('Mara Castell');
    const orchard = await callApi<{ items: { id: number }[] }>(inject('adminCookie'), 'GET', '/companies?q=Orchard');
    await newContact('Mara Castell', { email: twice.email, companyId: orchard.items[0]?.id });
    const { page } = await openPage(browser, { cookie: { url, value: await sessionOf(twice, 'portal') } });
    await page.goto(`${url}/portal/new/other`);
    await page.getByLabel('In a few words').fill('Typed before the switch');
    const other = await page.context().newPage();
    await other.goto(`${url}/portal`);
    const here = (await account(other).textContent())?.includes('Marlow') ? 'Marlow' : 'Orchard';
    const there = here === 'Marlow' ? 'Orchard' : 'Marlow';
    await account(other).click();
    await other.getByRole('menuitem', { name: there }).click();
    await account(other).filter({ hasText: there }).waitFor();
    await page
      .getByRole('button', { name: 'Send request' })
      .click({ noWaitAfter: true, timeout: 2000 })
      .catch(() => undefined);
    await page.getByRole('alertdialog', { name: 'You switched to another account' }).waitFor();
    await other.goto(`${url}/portal/tickets`);
    await other.getByRole('heading', { level: 2, name: 'No open tickets' }).waitFor();
    await account(other).click();
    await other.getByRole('menuitem', { name: here }).click();
    await account(other).filter({ hasText: here }).waitFor();
    await other.goto(`${url}/portal/new/other`);
    await eventually(
      async () => (await other.getByLabel('In a few words').inputValue()) === 'Typed before the switch',
      'The text typed before the switch',
    );
  });
});
