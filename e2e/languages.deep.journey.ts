import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { callApi } from './cast.ts';
import { show } from './screen.ts';
import { places } from './screens.ts';

const url = inject('demoUrl');
const catalogues = path.resolve(import.meta.dirname, '../web/src/i18n');

function wordsOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const take = (key: string, value: unknown): void => {
    if (typeof value === 'string') found.set(key, value);
    else for (const [name, inner] of Object.entries(value as object)) take(key ? `${key}.${name}` : name, inner);
  };
  for (const file of globSync(`${language}/*.json`, { cwd: catalogues }))
    take('', JSON.parse(readFileSync(path.join(catalogues, file), 'utf8')));
  return found;
}

/** Words that appear in no German sentence of ours; looked for where only our own words stand. */
const ENGLISH = /\b(the|this|your|you|not|with|has|have|does|please|sign in|try again)\b/i;

let browser: Browser;
/** Whole English texts of the catalogues that German never uses, and that nobody named a queue, status or service. */
let leftovers: ReadonlySet<string>;
let keys: ReadonlySet<string>;

beforeAll(async () => {
  browser = await launchBrowser();
  const [english, german] = [wordsOf('en'), wordsOf('de')];
  const fine = new Set(german.values());
  const data = JSON.stringify([
    await callApi(inject('adminCookie'), 'GET', '/service-desk'),
    await callApi(inject('adminCookie'), 'GET', '/service-types'),
    await callApi(inject('adminCookie'), 'GET', '/teams'),
  ]);
  keys = new Set([...english.keys()].filter((key) => key.includes('.')));
  leftovers = new Set([...english.values()].filter((text) => !fine.has(text) && !text.includes('{{') && !data.includes(`"${text}"`)));
});
afterAll(() => browser.close());

/** Everything a person sees or hears on the page, text by text; the words people wrote themselves stand in `bdi` or `dir=auto`. */
const readPage = (page: Page): Promise<{ texts: string[]; ours: string[] }> =>
  page.evaluate(() => {
    const [texts, ours]: [string[], string[]] = [[], []];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(node.getAttribute(name)?.trim() ?? '');
        continue;
      }
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!parent || text === '' || parent.closest('script, style, option')) continue;
      texts.push(text);
      if (parent.closest('[role="alert"], [role="alertdialog"], h1, label') && !parent.closest('bdi, [dir="auto"], b, strong'))
        ours.push(text);
    }
    return { texts: [...texts, document.title].filter((text) => text !== ''), ours };
  });

const isSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

it.concurrent.each(places)(
  'speaks German on every screen of the %s, and fits when written from right to left',
  { timeout: 600_000 },
  async (_name, build) => {
    const place = await build();
    const { page, problems } = await openPage(browser, {
      language: 'de',
      locale: 'de-DE',
      viewport: { width: 1280, height: 800 },
      ...(place.cookie ? { cookie: { url, value: place.cookie } } : {}),
    });
    const found = new Set<string>();
    for (const screen of place.screens) {
      await show(page, screen);
      const { texts, ours } = await readPage(page);
      for (const text of texts) {
        if (leftovers.has(text)) found.add(`${screen.name}: “${text}” is English`);
        if (text.split(/\s+/).some((word) => keys.has(word))) found.add(`${screen.name}: “${text}” is a key`);
      }
      for (const text of ours) if (ENGLISH.test(text)) found.add(`${screen.name}: “${text}” has English words`);
      if (await isSideways(page)) found.add(`${screen.name}: scrolls sideways`);
      await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
      if (await isSideways(page)) found.add(`${screen.name}: scrolls sideways from right to left`);
    }
    expect([...found]).toEqual([]);
    expect(problems.filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
  },
);
