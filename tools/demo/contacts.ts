import { companies } from './companies.ts';
import type { DemoContact } from './demo.types.ts';

/** key, given name, family name, title, flags (m manager, v VIP, a approver). The first of a company signs for it. */
type Line = readonly [key: string, given: string, family: string, title: string, flags?: string];

const people: Readonly<Record<string, readonly Line[]>> = {
  bergmann: [
    ['jana', 'Jana', 'Osterkamp', 'Office manager', 'mva'],
    ['bergmann', 'Dr. Ulrich', 'Bergmann', 'Managing partner', 'va'],
    ['tomas', 'Tomás', 'Rivera 🌵', 'Tax adviser'],
    ['layla-b', 'ليلى', 'حداد', 'Tax assistant'],
    ['friederike', 'Friederike', 'Wolkenstein-Achterberg', 'Tax clerk'],
    ['hartmut', 'Hartmut', 'Donaudampfschifffahrtsgesellschaftskapitän-Überlingen', 'Head of payroll'],
    ['minh', 'Nguyễn', 'Thị Minh', 'Auditor'],
  ],
  halvorsen: [
    ['henrik', 'Henrik', 'Halvorsen', 'Managing director', 'mva'],
    ['zoe', 'Zoë 🦊', 'Winter', 'Warehouse lead', 'm'],
    ['ingrid', 'Ingrid', 'Solberg', 'Customs officer'],
    ['piotr', 'Piotr', 'Zieliński', 'Dispatcher'],
    ['amina', 'Amina', 'Diallo', 'Fleet coordinator'],
    ['lars', 'Lars', 'Øverland', 'Forklift trainer'],
    ['swati', 'Swati', 'Kulkarni', 'Finance', 'a'],
  ],
  pfefferkorn: [
    ['anneliese', 'Dr. Anneliese', 'Pfefferkorn', 'Owner', 'mva'],
    ['murat', 'Murat', 'Yıldız', 'Branch manager Viertel', 'm'],
    ['gesine', 'Gesine', 'Harms', 'Branch manager Sögestraße'],
    ['olek', 'Oleksandr', 'Kovalenko', 'Head baker'],
    ['britta', 'Britta', 'Janßen', 'Bookkeeping', 'a'],
    ['emre', 'Emre', 'Demir', 'Branch manager Findorff'],
  ],
  alnoor: [
    ['layla', 'ليلى', 'حداد', 'Office manager', 'ma'],
    ['omar', 'عمر', 'الفارسي', 'Managing director', 'v'],
    ['yusuf', 'Yusuf', 'Rahman', 'Logistics'],
    ['fatima', 'Fatima', 'Al-Sayed', 'Accounts payable'],
    ['nadia', 'Nadia', 'Benali', 'Sales'],
  ],
  marlow: [
    ['ravi', 'Ravi', 'Menon', 'Practice manager', 'ma'],
    ['eleanor', 'Eleanor', 'Marlow', 'Partner', 'v'],
    ['kwame', 'Kwame', 'Asante', 'Architect'],
    ['beatrix', 'Beatrix', 'van der Linden', 'Model maker'],
    ['hiro', '博', '佐藤', 'Architect'],
    ['siobhan', 'Siobhán', 'Ní Bhriain', 'Technician'],
  ],
  orchard: [
    ['ruth', 'Ruth', 'Appleyard', 'Practice owner', 'mva'],
    ['jana-at-orchard', 'Jana', 'Osterkamp', 'Bookkeeping, two days a week'],
    ['ravi-at-orchard', 'Ravi', 'Menon', 'IT contact', 'm'],
    ['dev', 'Dev', 'Chaudhary', 'Dentist'],
    ['megan', 'Megan', 'Pryce', 'Receptionist'],
  ],
  weserhof: [
    ['carsten', 'Carsten', 'Lüdemann', 'Hoteldirektor', 'mva'],
    ['wiebke', 'Wiebke', 'Thöle', 'Empfangsleitung', 'm'],
    ['giulia', 'Giulia', 'Ferraro', 'Bankett'],
    ['sergej', 'Sergej', 'Maximow', 'Nachtportier'],
    ['heike', 'Heike', 'Brüggemann', 'Buchhaltung', 'a'],
  ],
  kranich: [
    ['detlef', 'Detlef', 'Kranich', 'Geschäftsführer', 'va'],
    ['antje', 'Antje', 'Röpke', 'Leitung Verwaltung', 'ma'],
    ['bogdan', 'Bogdan', 'Ionescu', 'Konstruktion'],
    ['ayse', 'Ayşe', 'Koç', 'Arbeitsvorbereitung'],
    ['jens', 'Jens-Uwe', 'Meyerdierks', 'Meister Halle 2'],
    ['xenia', 'Xenia', 'Papadopoulou', 'Einkauf'],
    ['kevin', 'Kevin', 'Schröder', 'Auszubildender'],
  ],
  lumiere: [
    ['camille', 'Camille', 'Lumière', 'Associée gérante', 'mva'],
    ['etienne', 'Étienne', 'Rousseau', 'Avocat'],
    ['aicha', 'Aïcha', 'Benhaddou', 'Assistante juridique'],
    ['mathis', 'Mathis', 'Kieffer', 'Juriste'],
  ],
  tidewater: [
    ['gwendolyn', 'Gwendolyn', 'Hargreaves', 'Head of operations', 'ma'],
    ['charles', 'Charles', 'Pemberton', 'Chief executive', 'v'],
    ['adaeze', 'Adaeze', 'Nwosu', 'Claims handler'],
    ['callum', 'Callum', 'MacInnes', 'Underwriter'],
    ['mei', '美玲', '陳', 'Actuary'],
    ['rosalind', 'Rosalind', 'Teague', 'Compliance officer', 'm'],
    ['bilal', 'Bilal', 'Qureshi', 'Claims handler'],
  ],
  sonnenblume: [
    ['sabine', 'Sabine', 'Wedemeyer', 'Geschäftsführung', 'ma'],
    ['tanja', 'Tanja', 'Kröger', 'Leitung Kita Walle'],
    ['mehtap', 'Mehtap', 'Arslan', 'Leitung Kita Neustadt'],
    ['ole', 'Ole', 'Stührmann', 'Verwaltung'],
    ['irina', 'Irina', 'Weiß', 'Leitung Kita Hemelingen'],
  ],
  okonkwo: [
    ['ngozi', 'Ngozi', 'Okonkwo', 'Founder', 'mva'],
    ['chidi', 'Chidinma', 'Okonkwo', 'Head of cafés', 'm'],
    ['finn', 'Finn', 'Gallagher', 'Roaster'],
    ['pilar', 'Pilar', 'Echeverría', 'Web shop'],
    ['arjun', 'Arjun', 'Pillai', 'Packing'],
  ],
};

/** Addresses that a name in another script, or a second account of the same person, does not give by itself. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'jana-at-orchard': 'jana.osterkamp@bergmann-steuer.example',
  'ravi-at-orchard': 'ravi.menon@marlow-architects.example',
  'layla-b': 'layla.haddad@bergmann-steuer.example',
  layla: 'layla.haddad@alnoor-trading.example',
  omar: 'omar.alfarsi@alnoor-trading.example',
  hiro: 'hiro.sato@marlow-architects.example',
  mei: 'meiling.chen@tidewater-marine.example',
};

function address(given: string, family: string, domain: string): string {
  const spelled = { ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue', ø: 'o', ł: 'l', ı: 'i' } as Readonly<Record<string, string>>;
  const local = `${given.replace(/^Dr\. /, '')}.${family}`
    .toLowerCase()
    .replace(/[ßäöüøłı]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z.-]/g, '');
  return `${local}@${domain}`;
}

/** German lines take extensions behind the number, the others are numbers of the same length. */
function extension(line: string, digits: number): string {
  return line.startsWith('+49') ? `${line} ${digits}` : `${line.slice(0, -2)}${digits}`;
}

export const contacts: readonly DemoContact[] = companies.flatMap((company) =>
  (people[company.key] ?? []).map(([key, givenName, familyName, title, flags = ''], index) => ({
    key,
    company: company.key,
    name: `${givenName} ${familyName}`,
    givenName,
    familyName,
    email: ADDRESSES[key] ?? address(givenName, familyName, company.domain),
    title,
    // The company's number with a two-digit extension; every fifth person has no phone of their own.
    phone: index % 5 === 4 ? null : extension(company.phone, 20 + index * 7),
    language: company.language === 'ar' && /^[A-Z]/.test(givenName) ? 'en' : key === 'layla-b' ? 'ar' : company.language,
    manager: flags.includes('m'),
    vip: flags.includes('v'),
    approver: flags.includes('a'),
  })),
);
