import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer } from './browser.ts';
import { places } from './screens.ts';
import { emptyPlace, setUpPlace } from './screens-empty.ts';
import { sweep } from './sweep.ts';

let browser: Browser;
let empty: RunningServer;
beforeAll(async () => {
  browser = await launchBrowser();
  empty = await startServer({ PORTICO_DEMO: '0' });
});
afterAll(async () => {
  await browser.close();
  await empty.stop();
});

it.concurrent.each(places)(
  'finds nothing against WCAG 2.2 AA on any screen of the %s, in light and dark',
  { timeout: 600_000 },
  async (_name, build) => expect(await sweep(browser, await build(), { all: true })).toEqual([]),
);

it('finds nothing against WCAG 2.2 AA on the set-up page and in a workspace nobody has filled yet, in light and dark', {
  timeout: 600_000,
}, async () => {
  expect(await sweep(browser, setUpPlace(empty), { all: true })).toEqual([]);
  expect(await sweep(browser, await emptyPlace(empty), { all: true })).toEqual([]);
});
