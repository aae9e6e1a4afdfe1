import { expect, it } from 'vitest';
import { buildDemo } from '../../../../tools/demo/build-demo.ts';
import { nowIso } from '../../kernel/clock.ts';
import { DEMO_PEOPLE } from './index.ts';

it('the people that a start names to sign in as are in the demo', () => {
  const demo = buildDemo(nowIso());
  const addresses = (people: readonly { readonly email: string | null }[]) => people.map(({ email }) => email);
  const [contacts, techs] = [addresses(demo.contacts), addresses(demo.techs)];
  expect(contacts).toEqual(expect.arrayContaining([DEMO_PEOPLE.contact, DEMO_PEOPLE.several]));
  expect(techs).toEqual(expect.arrayContaining([DEMO_PEOPLE.tech, DEMO_PEOPLE.admin, DEMO_PEOPLE.several]));
});
