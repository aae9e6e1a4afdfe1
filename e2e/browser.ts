import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from './chromium.ts';
import { useSession } from './sign-in.ts';

export { type RunningServer, startServer } from './server.ts';

/** Starts the browser. `npm test` runs no journey when there is none, so a missing one is an error here. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found. Install the package "chromium" or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: chromiumFlags, headless: process.env.HEADED !== '1' });
}

export interface Watched {
  readonly page: Page;
  /** A journey ends with `expect(problems).toEqual([])`. */
  readonly problems: readonly string[];
}

export interface PageOptions extends BrowserContextOptions {
  /** What this browser was told to speak, whatever the profile says. */
  readonly language?: 'en' | 'de';
  /** Session to start with, from `sessionFor`. */
  readonly cookie?: { readonly url: string; readonly value: string };
}

/** A page in a fresh profile (own cookies), with everything that goes wrong in it written down. */
export async function openPage(browser: Browser, { language = 'en', cookie, ...options }: PageOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  await context.addInitScript((spoken) => {
    // Frames of the local inbox are sandboxed and have no storage.
    if (window === window.top) localStorage.setItem('portico.language', spoken);
  }, language);
  if (cookie) await useSession(context, cookie.url, cookie.value);
  context.setDefaultTimeout(12_000);
  return watch(await context.newPage());
}

/** Writes down what goes wrong in a page: errors of its console (a broken content policy is one) and scripts, and answers of 5xx. */
export function watch(page: Page): Watched {
  const problems: string[] = [];
  page.on('console', (message) => {
    // Refusals (4xx) are part of many stories and the browser reports each of them as an error.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  return { page, problems };
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/**
 * WCAG 2.2 AA violations of what the page shows now, one line each. `rules` narrows it: in the other colour scheme only what is
 * about colour can differ.
 *
 * @example expect(await accessibilityProblems(page)).toEqual([]);
 */
export async function accessibilityProblems(page: Page, rules?: string[]): Promise<string[]> {
  // Our pages have no frames of other sites; without them there is no need for a second page per look.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (rules) axe.withRules(rules);
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((found) => `${violation.id}: ${violation.help} (${found.target.join(' ')})`),
  );
}
