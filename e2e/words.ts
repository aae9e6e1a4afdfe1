import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

const catalogues = path.resolve(import.meta.dirname, '../web/src/i18n');

/** What a text of the catalogue says in the language the page speaks, so that a state can be reached in every language. */
export async function said(page: Page, area: string, key: string): Promise<string> {
  const language = await page.evaluate(() => document.documentElement.lang.slice(0, 2));
  let found: unknown = JSON.parse(readFileSync(path.join(catalogues, language, `${area}.json`), 'utf8'));
  for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
  if (typeof found !== 'string') throw new Error(`${area}.json has no text ${key}.`);
  return found;
}

/** The first button or menu item with a text of the catalogue. */
export const control = async (page: Page, area: string, key: string, role: 'button' | 'menuitem' = 'button'): Promise<Locator> =>
  page.getByRole(role, { name: await said(page, area, key), exact: true }).first();
