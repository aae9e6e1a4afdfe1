import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { control } from './words.ts';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Looked at every day; the others in the deep tier. */
  readonly main?: true;
  /** Brings a state about with roles and keys alone, so that it works in every language. */
  readonly act?: (page: Page) => Promise<void>;
}
export interface Place {
  readonly portal: 'sign-in' | 'portal' | 'tech' | 'admin';
  readonly cookie: string | null;
  /** Of another server than the demo all journeys share. */
  readonly origin?: string;
  readonly screens: readonly Screen[];
}

export const press =
  (keys: string, role: 'dialog' | 'menu' | 'listbox' | 'textbox' = 'dialog') =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(keys);
    await page.getByRole(role).first().waitFor();
  };
export const opens =
  (trigger: (page: Page) => Locator | Promise<Locator>, role: 'menu' | 'dialog' | 'textbox') =>
  async (page: Page): Promise<void> => {
    await (await trigger(page)).click();
    await page.getByRole(role).first().waitFor();
  };
export const accountMenu = opens((page) => page.locator('button[aria-haspopup="menu"]').last(), 'menu');
/** The server is out of reach for everything this page reads from now on. */
export const outOfReach = async (page: Page): Promise<void> => {
  await page.route('**/api/v1/tickets**', (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').first().waitFor({ timeout: 20_000 });
  await page.unroute('**/api/v1/tickets**');
};

/** A button of the catalogue that opens a dialog. */
export const asks = (area: string, key: string): ((page: Page) => Promise<void>) => opens((page) => control(page, area, key), 'dialog');

/** What a button of the page puts in its place. */
export const shows = (area: string, key: string, role: 'textbox'): ((page: Page) => Promise<void>) =>
  opens((page) => control(page, area, key), role);

/** A question behind an entry of a menu. */
export const fromMenu =
  (area: string, menu: string, entry: string) =>
  async (page: Page): Promise<void> => {
    await (await control(page, area, menu)).click();
    await (await control(page, area, entry, 'menuitem')).click();
    await page.getByRole('dialog').first().waitFor();
  };

/** Waits until a page shows what it has to show. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').getByRole('heading').or(page.getByRole('alert')).first().waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy="true"]') && document.fonts.status === 'loaded' && document.querySelectorAll('h1, h2').length > 0,
  );
}

export async function show(page: Page, screen: Screen, origin: string = inject('demoUrl')): Promise<void> {
  await page.goto(origin + screen.path);
  await settled(page);
  await screen.act?.(page);
}
