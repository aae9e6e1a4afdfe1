/**
 * Takes the pictures of the README from the running product: starts the demo, signs in, looks at one page of each portal.
 *
 * @example node e2e/pictures.ts
 */
import { mkdir } from 'node:fs/promises';
import { launchBrowser, startServer } from './browser.ts';
import { enter } from './sign-in.ts';

const folder = new URL('../docs/pictures/', import.meta.url);

const pictures = [
  { name: 'client', address: 'rosalind.teague@tidewater-marine.example', portal: 'portal', path: '/portal' },
  { name: 'tech', address: 'sam.okafor@kestrelvane.example', portal: 'tech', path: '/tech' },
  { name: 'admin', address: 'priya.raman@kestrelvane.example', portal: 'admin', path: '/admin' },
] as const;

const server = await startServer();
const browser = await launchBrowser();
try {
  await mkdir(folder, { recursive: true });
  for (const { name, address, portal, path } of pictures) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', colorScheme: 'light' });
    const page = await enter(context, server.url, address, portal);
    await page.goto(`${server.url}${path}`);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(600);
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname });
    await context.close();
    console.log(`docs/pictures/${name}.png`);
  }
} finally {
  await browser.close();
  await server.stop();
}
