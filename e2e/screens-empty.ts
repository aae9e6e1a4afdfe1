import type { RunningServer } from './browser.ts';
import type { Place } from './screen.ts';

/** The page a new workspace begins with. */
export const setUpPlace = ({ url }: RunningServer): Place => ({
  portal: 'sign-in',
  cookie: null,
  origin: url,
  screens: [
    { name: 'set-up', path: '/sign-in/setup' },
    {
      name: 'set-up with mistakes',
      path: '/sign-in/setup',
      act: async (page) => {
        await page.locator('button[type="submit"]').click();
        await page.locator('[aria-invalid="true"]').first().waitFor();
      },
    },
  ],
});

/** Sets the workspace up as its first page would, then shows the pages that have nothing to show yet. */
export async function emptyPlace({ url, output }: RunningServer): Promise<Place> {
  const token = /one-time token:\s+(\S+)/.exec(output())?.[1] ?? '';
  const answer = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, workspaceName: 'Larkfield IT', name: 'Noor Larkin', email: 'noor@larkfield.example' }),
  });
  if (!answer.ok) throw new Error(`The workspace was not set up: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const pages = ['companies', 'contacts', 'service-types', 'techs', 'teams', 'mail', 'jobs', 'api-keys'];
  return {
    portal: 'admin',
    cookie,
    origin: url,
    screens: [
      { name: 'home of an empty workspace', path: '/admin' },
      ...pages.map((name) => ({ name: `empty ${name}`, path: `/admin/${name}` })),
      { name: 'no tickets at all', path: '/tech/tickets?view=all' },
      { name: 'no contacts yet', path: '/tech/contacts' },
      { name: 'no companies yet', path: '/tech/companies' },
    ],
  };
}
