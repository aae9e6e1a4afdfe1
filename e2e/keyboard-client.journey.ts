import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { newContact } from './cast.ts';
import { isFocusVisible, tabTo, untilFocused } from './keyboard.ts';
import { codeFor, newestMailTo } from './sign-in.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('lets a contact sign in, ask, answer and close with the keyboard alone', async () => {
  const someone = await newContact('Lotte Aigner');
  const { page, problems } = await openPage(browser);
  const { keyboard } = page;
  const stop = async (): Promise<void> => expect(await isFocusVisible(page)).toBe(true);

  await page.goto(url);
  await untilFocused(page.getByLabel('Work e-mail'));
  const before = await newestMailTo(url, someone.email);
  await keyboard.type(someone.email);
  await keyboard.press('Enter');
  await untilFocused(page.getByLabel('Code', { exact: true }));
  await stop();
  await keyboard.type(await codeFor(url, someone.email, before));
  await page.getByRole('heading', { level: 1, name: /Lotte/ }).waitFor();

  await tabTo(page, page.getByRole('link', { name: 'Skip to the content' }));
  await stop();
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('combobox', { name: 'Describe a problem or search' }));
  await stop();
  await keyboard.type('The plotter eats paper');
  await keyboard.press('Enter');
  const other = page.getByRole('link', { name: /^Something else/ });
  await tabTo(page, other);
  await stop();
  await keyboard.press('Enter');

  await untilFocused(page.getByRole('textbox', { name: 'In a few words' }).or(page.locator('main')));
  const words = page.getByRole('textbox', { name: 'What exactly happens' });
  await tabTo(page, words);
  await keyboard.press('Control+b');
  await keyboard.type('Every second sheet');
  await keyboard.press('Control+Enter');
  await page.getByText('We have your request.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'The plotter eats paper' }).waitFor();

  await keyboard.press('r');
  await untilFocused(page.getByRole('textbox', { name: 'Write a message' }));
  await keyboard.type('It stopped after an hour');
  await keyboard.press('Control+Enter');
  await page.getByRole('list', { name: 'Conversation' }).getByText('It stopped after an hour').waitFor();

  await tabTo(page, page.getByRole('button', { name: 'Close ticket' }));
  await stop();
  await keyboard.press('Enter');
  await untilFocused(page.getByRole('dialog').getByLabel('Anything to add?'));
  await keyboard.press('Escape');
  await untilFocused(page.getByRole('button', { name: 'Close ticket' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Close ticket' }));
  await keyboard.press('Enter');
  await page.getByText('You closed the ticket').waitFor();

  await keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  // Nobody waits for the palette to load: what is typed meanwhile belongs to it.
  await keyboard.press('Control+k');
  await keyboard.type('My profile');
  await page.getByRole('option', { name: 'My profile' }).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
  expect(problems).toEqual([]);
});
