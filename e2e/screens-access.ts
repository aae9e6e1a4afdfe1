import { inject } from 'vitest';
import { callApi } from './cast.ts';
import { asks, type Place } from './screen.ts';

const PAGES = ['portal-access', 'contact-creation', 'permissions', 'departments', 'sign-in-log', 'sign-in-diagnosis', 'sessions'];
const TABS = ['companies', 'contacts', 'tags', 'staff'];

/** What the admin console says about who may do what, and how people come in. */
export async function accessPlace(): Promise<Place> {
  const cookie = inject('adminCookie');
  const firstOf = async (path: string): Promise<number> =>
    (await callApi<{ items: { id: number }[] }>(cookie, 'GET', path)).items[0]?.id ?? 0;
  const [company, contact, group, tech] = [
    await firstOf('/companies?q=Halvorsen'),
    await firstOf('/contacts?q=Halvorsen'),
    await firstOf('/contact-groups'),
    await firstOf('/techs'),
  ];
  return {
    portal: 'admin',
    cookie,
    screens: [
      ...PAGES.map((name) => ({ name, path: `/admin/${name}` })),
      ...TABS.map((tab) => ({ name: `permissions, ${tab}`, path: `/admin/permissions?tab=${tab}` })),
      { name: 'contact groups', path: '/admin/contact-groups' },
      { name: 'new contact group', path: '/admin/contact-groups/new' },
      { name: 'one contact group', path: `/admin/contact-groups/${group}` },
      { name: 'access of a company', path: `/admin/companies/${company}/access` },
      { name: 'access of a contact', path: `/admin/contacts/${contact}/access` },
      { name: 'access of a group', path: `/admin/contact-groups/${group}/access` },
      { name: 'access of a tech', path: `/admin/techs/${tech}/access` },
      { name: 'groups of a company', path: `/admin/companies/${company}?tab=groups` },
      { name: 'sign-in of a company', path: `/admin/companies/${company}?tab=sign-in` },
      { name: 'groups of a contact', path: `/admin/contacts/${contact}?tab=groups` },
      { name: 'open the portal as a contact', path: `/admin/contacts/${contact}`, act: asks('records', 'impersonate.open') },
    ],
  };
}
