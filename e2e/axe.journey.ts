import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { accessibilityProblems, launchBrowser, openPage } from './browser.ts';
import { adminPlace, choosePlace, clientPlace, type Place, show, signInPlace, techPlace } from './screens.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const places: readonly (readonly [string, () => Promise<Place>])[] = [
  ['sign-in', signInPlace],
  ['choosing', choosePlace],
  ['client portal', clientPlace],
  ['tech portal', techPlace],
  ['admin console', adminPlace],
];

it.concurrent.each(places)(
  'finds nothing against WCAG 2.2 AA on any screen of the %s, in light and dark',
  { timeout: 240_000 },
  async (_name, build) => {
    const place = await build();
    const { page, problems } = await openPage(browser, {
      reducedMotion: 'reduce',
      ...(place.cookie ? { cookie: { url, value: place.cookie } } : {}),
    });
    const found: string[] = [];
    for (const screen of place.screens) {
      await page.emulateMedia({ colorScheme: 'light' });
      try {
        await show(page, screen);
      } catch (error) {
        found.push(`${screen.name}: was not reached (${String(error).split('\n')[0]})`);
        continue;
      }
      found.push(...(await accessibilityProblems(page)).map((problem) => `${screen.name}: ${problem}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition));
      found.push(
        ...(await accessibilityProblems(page, ['color-contrast', 'link-in-text-block'])).map(
          (problem) => `${screen.name}, dark: ${problem}`,
        ),
      );
    }
    expect([...new Set(found)]).toEqual([]);
    // The screens without a server say so in the console as well.
    expect(problems.filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
  },
);
