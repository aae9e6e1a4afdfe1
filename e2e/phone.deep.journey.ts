import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, phone } from './browser.ts';
import { show } from './screen.ts';
import { clientPlace, signInPlace, techPlace } from './screens.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const isSideways = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);

describe('nothing has to be scrolled sideways', () => {
  it.each([
    ['sign-in', 360, signInPlace],
    ['client portal', 360, clientPlace],
    ['tech portal', 390, techPlace],
  ] as const)('on any screen of the %s at %i px', { timeout: 120_000 }, async (_name, width, build) => {
    const place = await build();
    const { page } = await openPage(browser, {
      ...phone,
      viewport: { width, height: 780 },
      ...(place.cookie ? { cookie: { url, value: place.cookie } } : {}),
    });
    const found: string[] = [];
    // What only keys open stays closed on a phone.
    for (const { name, path } of place.screens.filter((screen) => !screen.act)) {
      await show(page, { name, path });
      if (await isSideways(page)) found.push(name);
    }
    expect(found).toEqual([]);
  });
});
