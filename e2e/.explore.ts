import { writeFileSync } from 'node:fs';
import { launchBrowser } from './browser.ts';
import { enter } from './sign-in.ts';

const [address, portal, ...paths] = process.argv.slice(2);
const url = process.env.JOURNEY_URL!;
const browser = await launchBrowser();
const w = Number(process.env.W ?? 1440);
const context = await browser.newContext({
  viewport: { width: w, height: 900 },
  locale: 'en-GB',
  colorScheme: (process.env.SCHEME as 'dark') ?? 'light',
});
const page = await enter(context, url, address!, portal as 'portal');
for (const path of paths) {
  await page.goto(url + path);
  await page.waitForLoadState('networkidle');
  console.log('=====', path, page.url());
  console.log(await page.locator('body').ariaSnapshot());
  await page.screenshot({ path: `/tmp/jx/${portal}${path.replaceAll(/[/?=]/g, '_')}-${w}.png` });
}
await browser.close();
