import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { accessibilityProblems, openPage } from './browser.ts';
import { type Place, show } from './screen.ts';

/** In the other colour scheme only what is about colour can differ. */
const ABOUT_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Looks at screens of a place and returns what axe and the browser's console find, one line each. */
export async function sweep(browser: Browser, place: Place, { all }: { readonly all: boolean }): Promise<string[]> {
  const origin = place.origin ?? inject('demoUrl');
  const { page, problems } = await openPage(browser, {
    reducedMotion: 'reduce',
    ...(place.cookie ? { cookie: { url: origin, value: place.cookie } } : {}),
  });
  // A sweep is patient: it asks what a screen looks like, not how fast it comes.
  page.context().setDefaultTimeout(30_000);
  const found = new Set<string>();
  for (const screen of place.screens) {
    if (!all && !screen.main) continue;
    try {
      await page.emulateMedia({ colorScheme: 'light' });
      await show(page, screen, origin);
      for (const problem of await accessibilityProblems(page)) found.add(`${screen.name}: ${problem}`);
      if (!all) continue;
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition));
      for (const problem of await accessibilityProblems(page, ABOUT_COLOUR)) found.add(`${screen.name}, dark: ${problem}`);
    } catch (error) {
      // One screen that cannot be shown must not hide what the others have.
      found.add(`${screen.name}: was not looked at (${String(error).split('\n')[0]})`);
    }
  }
  // The screens without a server say so in the console as well.
  for (const problem of problems) if (!problem.includes('ERR_FAILED')) found.add(problem);
  await page.context().close();
  return [...found];
}
