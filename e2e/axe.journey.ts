import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { places } from './screens.ts';
import { sweep } from './sweep.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// Every screen in both themes: axe.deep.journey.ts.
it.concurrent.each(places)('finds nothing against WCAG 2.2 AA on the main screens of the %s', { timeout: 120_000 }, async (_name, build) =>
  expect(await sweep(browser, await build(), { all: false })).toEqual([]),
);
