import type { Chance } from './chance.ts';
import { settings } from './companies.ts';
import { contacts } from './contacts.ts';
import type { Cast } from './patterns/pattern.ts';
import { techs } from './provider.ts';

const NEW_NAMES = [
  'Aurelio Conti',
  'Maren Tietjen',
  'Oluwaseun Bello',
  'Katarzyna Nowicka',
  'Idris Hassan',
  'Paula Steenbock',
  'Tariq Aziz',
  'Lotte Brandt',
  'Rhiannon Bevan',
  'Jürgen Schmidtke',
  'Yara Mansour',
  'Nils Aakre',
  'Esme Whitlock',
  'Dragan Petrović',
  'Hannelore Fricke',
  'Samuel Osei',
  'Linh Phạm',
  'Marit Nygård',
  'Cornelius Abbott',
  'Zeynep Kaplan',
  'Torben Wulff',
  'Adriana Lima',
  'Gideon Frost',
  'Svetlana Orlova',
  'Matthijs de Boer',
  'Perpetua Nnamdi',
  'Fenja Harmsen',
  'Alasdair Reid',
  'Noémie Lambert',
  'Kenji Mori',
  'Ayodele Martins',
  'Wanda Piotrowska',
] as const;

/** Who takes what patterns tell. Sam's open tickets are all written by hand, so here he only appears in finished ones. */
const CREWS = {
  desk: [
    ['mia', 9],
    ['jonas', 5],
    ['tomasz', 4],
    ['dilan', 3],
    ['priya', 1],
  ],
  network: [
    ['dilan', 6],
    ['keiko', 6],
    ['tomasz', 2],
  ],
} as const;

export function draw(luck: Chance, company: string, finished: boolean, crew: keyof typeof CREWS): Cast {
  const setting = settings.get(company)!;
  const people = contacts.filter((contact) => contact.company === company && contact.key !== 'jana-at-orchard');
  // Who writes in Arabic has threads written by hand; the patterns speak English and German.
  const who = luck.one(people.filter((contact) => contact.language !== 'ar'));
  const other = luck.one(people.filter((contact) => contact !== who));
  const crewOf: readonly (readonly [string, number])[] = CREWS[crew];
  const extra: readonly (readonly [string, number])[] = [
    ['sam', 7],
    ...(company === 'bergmann' && crew === 'desk' ? ([['jana-tech', 9]] as const) : []),
  ];
  const tech = luck.weighted(finished && who.key !== 'jana' ? [...crewOf, ...extra] : crewOf);
  const second = luck.weighted(crewOf.filter(([key]) => key !== tech));
  const variant = luck.between(0, 59);
  return {
    who: who.key,
    other: other.name,
    otherKey: other.key,
    tech,
    second,
    secondName: techs.find((one) => one.key === second)!.givenName,
    device: `${setting.prefix}-${luck.weighted([
      ['NB', 4],
      ['PC', 2],
      ['TB', 1],
    ] as const)}-${String(luck.between(3, 219)).padStart(4, '0')}`,
    place: luck.one(setting.places),
    app: luck.one(setting.apps),
    server: luck.one(setting.servers),
    printer: luck.one(setting.printers),
    folder: luck.one(setting.folders),
    n: luck.between(2, 19),
    clock: `${String(luck.between(7, 16)).padStart(2, '0')}:${String(luck.between(0, 11) * 5).padStart(2, '0')}`,
    newName: luck.one(NEW_NAMES),
    // One number chooses from every list, so that the third answer belongs to the third problem.
    pick: (...options) => options[variant % options.length]!,
  };
}
