import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { newContact } from './cast.ts';
import { codeFor, newestMailTo } from './sign-in.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('sends another code half a minute after the first, which was refused when mistyped', async () => {
  const someone = await newContact('Ines Falk');
  const { page, problems } = await openPage(browser);
  await page.goto(`${url}/sign-in`);
  const before = await newestMailTo(url, someone.email);
  await page.getByLabel('Work e-mail').fill(someone.email);
  await page.getByRole('button', { name: 'Continue' }).click();
  const code = await codeFor(url, someone.email, before);
  const first = await newestMailTo(url, someone.email);
  const input = page.getByLabel('Code', { exact: true });
  await input.fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await page.getByText('This code is not right.').waitFor();
  expect(await input.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Send a new code' }).click({ timeout: 40_000 });
  await page.getByText('A new code is on its way.').waitFor();
  await input.fill(await codeFor(url, someone.email, first));
  await page.waitForURL(`${url}/portal`);
  expect(problems).toEqual([]);
});
