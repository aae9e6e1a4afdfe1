import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { isFocusVisible, tabTo, untilFocused } from './keyboard.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('lets an administrator add, change, disable and enable a company with the keyboard alone', async () => {
  const name = `Reuter Optics ${randomBytes(2).toString('hex')}`;
  const { page, problems } = await openPage(browser, { cookie: { url, value: inject('adminCookie') } });
  const { keyboard } = page;
  const stop = async (): Promise<void> => expect(await isFocusVisible(page)).toBe(true);
  const heading = (words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor();

  await page.goto(`${url}/admin`);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Skip to the page' }));
  await stop();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await tabTo(page, pages.getByRole('button', { name: 'Portal' }));
  await keyboard.press('Enter');
  await tabTo(page, pages.getByRole('link', { name: 'Companies' }));
  await stop();
  await keyboard.press('Enter');
  await heading('Companies');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'New company' }));
  await stop();
  await keyboard.press('Enter');
  await heading('New company');
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Create company' }));
  await keyboard.press('Enter');
  await page.getByText('Enter the name of the company').first().waitFor();
  await tabTo(page, page.getByRole('textbox', { name: 'Company name' }));
  await keyboard.type(name);
  await keyboard.press('Enter');
  await heading(name);

  await tabTo(page, page.getByRole('textbox', { name: /^Phone/ }));
  await stop();
  await keyboard.type('+49 421 555 0199');
  await tabTo(page, page.getByRole('button', { name: 'Save changes' }));
  await keyboard.press('Enter');
  await page.getByText(`${name} saved`).waitFor();

  await tabTo(page, page.getByRole('button', { name: 'Disable company' }), 120);
  await keyboard.press('Enter');
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await question.getByText(`Disable ${name}?`).waitFor();
  await keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await untilFocused(page.getByRole('button', { name: 'Disable company' }));
  await keyboard.press('Enter');
  await tabTo(page, question.getByRole('button', { name: 'Disable company' }));
  await stop();
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Enable company' }), 120);
  await keyboard.press('Enter');
  await page.getByText(`${name} is active again`).waitFor();

  // Nobody waits for the palette to load: what is typed meanwhile belongs to it.
  await keyboard.press('Control+k');
  await keyboard.type('Jobs');
  await page.getByRole('option', { name: /^Jobs/ }).first().waitFor();
  await keyboard.press('Enter');
  await heading('Jobs');
  expect(problems).toEqual([]);
});
