import type { DemoCompany, Language } from './demo.types.ts';

/** What the parameterised tickets of a company talk about. */
export interface Setting {
  /** Heads its device names: BER-NB-0142. */
  readonly prefix: string;
  readonly places: readonly string[];
  readonly apps: readonly string[];
  readonly servers: readonly string[];
  readonly printers: readonly string[];
  readonly folders: readonly string[];
}
interface Entry {
  readonly company: DemoCompany;
  readonly setting: Setting;
}

type Facts = Omit<DemoCompany, 'key' | 'website' | 'tags' | 'language'> & {
  readonly tags?: readonly string[];
  readonly language?: Language;
};
function entry(key: string, facts: Facts, setting: Setting): Entry {
  return { company: { language: 'en', tags: [], ...facts, key, website: `www.${facts.domain}` }, setting };
}

const entries: readonly Entry[] = [
  entry(
    'bergmann',
    {
      name: 'Bergmann Steuerberatungsgesellschaft mbH',
      shortName: 'Bergmann Steuerberatung',
      trade: 'Tax advisers',
      city: 'Bremen',
      people: 34,
      phone: '+49 421 555 0171',
      domain: 'bergmann-steuer.example',
      language: 'de',
      tags: ['contract-gold'],
    },
    {
      prefix: 'BER',
      places: ['second floor', 'reception', 'meeting room Weser', 'Mandantenverwaltung', 'payroll office'],
      apps: ['DATEV', 'Outlook', 'the document archive', 'Teams', 'Excel'],
      servers: ['BER-DC01', 'BER-DATEV01', 'BER-FILE01'],
      printers: ['Kyocera second floor', 'Canon reception', 'HP payroll'],
      folders: ['Jahresabschlüsse 2025', 'Lohn', 'Mandanten A–K', 'Vorlagen'],
    },
  ),
  entry(
    'halvorsen',
    {
      name: 'Halvorsen Logistics AS',
      shortName: 'Halvorsen Logistics',
      trade: 'Freight and warehousing',
      city: 'Oslo and Bremen',
      people: 118,
      phone: '+47 22 55 50 10',
      domain: 'halvorsen-logistics.example',
      tags: ['contract-gold', '24x7'],
    },
    {
      prefix: 'HAL',
      places: ['hall 3', 'dispatch', 'gate 2', 'cold store', 'Oslo office', 'customs desk'],
      apps: ['the warehouse system', 'Outlook', 'ATLAS customs', 'Teams', 'the yard planner'],
      servers: ['HAL-WMS01', 'HAL-SQL02', 'HAL-FILE01', 'HAL-ESX02'],
      printers: ['Kyocera gate 2', 'HP customs', 'Ricoh dispatch'],
      folders: ['Dispatch 2026', 'Customs papers', 'Damage reports', 'Driver rosters'],
    },
  ),
  entry(
    'pfefferkorn',
    {
      name: 'Pfefferkorn Bakeries GmbH & Co. KG',
      shortName: 'Pfefferkorn Bakeries',
      trade: 'Bakery with nine branches',
      city: 'Bremen',
      people: 86,
      phone: '+49 421 555 0155',
      domain: 'pfefferkorn.example',
      language: 'de',
      tags: ['contract-silver'],
    },
    {
      prefix: 'PFE',
      places: ['Sögestraße', 'Viertel', 'Findorff', 'Vegesack', 'central bakery', 'Schwachhausen'],
      apps: ['the till', 'the order portal', 'Outlook', 'the shift planner', 'Excel'],
      servers: ['PFE-POS01', 'PFE-FILE01'],
      printers: ['HP Viertel', 'Brother central bakery', 'Canon Findorff'],
      folders: ['Rezepturen', 'Filialumsätze', 'Schichtpläne', 'Lieferanten'],
    },
  ),
  entry(
    'alnoor',
    {
      name: 'شركة النور للتجارة',
      shortName: 'شركة النور للتجارة',
      trade: 'Import of food and spices',
      city: 'Hamburg and Dubai',
      people: 22,
      phone: '+49 40 555 0118',
      domain: 'alnoor-trading.example',
      language: 'ar',
    },
    {
      prefix: 'NUR',
      places: ['reception', 'tasting room', 'Dubai office', 'warehouse office'],
      apps: ['Odoo', 'Outlook', 'the bank’s signing tool', 'Teams'],
      servers: ['NUR-FILE01'],
      printers: ['HP reception', 'Brother warehouse office'],
      folders: ['Invoices', 'Shipping documents', 'Price lists'],
    },
  ),
  entry(
    'marlow',
    {
      name: 'Marlow Architects LLP',
      shortName: 'Marlow Architects',
      trade: 'Architects',
      city: 'Bristol',
      people: 41,
      phone: '+44 117 496 0122',
      domain: 'marlow-architects.example',
      tags: ['contract-silver'],
    },
    {
      prefix: 'MAR',
      places: ['drawing office', 'model room', 'studio 2', 'the partners’ floor'],
      apps: ['Archicad', 'Revit', 'Outlook', 'Adobe Acrobat', 'the render queue'],
      servers: ['MAR-FILE02', 'MAR-LIC01', 'MAR-NAS01'],
      printers: ['HP DesignJet', 'Xerox studio 2', 'Canon drawing office'],
      folders: ['Harbour House', 'Library extension', 'Tender 2026', 'Photographs'],
    },
  ),
  entry(
    'orchard',
    {
      name: 'Orchard Lane Dental',
      shortName: 'Orchard Lane Dental',
      trade: 'Dental practice',
      city: 'Bath',
      people: 16,
      phone: '+44 1225 496 0144',
      domain: 'orchardlanedental.example',
    },
    {
      prefix: 'OLD',
      places: ['surgery 1', 'surgery 3', 'front desk', 'X-ray room'],
      apps: ['the patient system', 'Outlook', 'the X-ray viewer', 'Teams'],
      servers: ['OLD-SRV01'],
      printers: ['Brother front desk', 'HP surgery 1'],
      folders: ['Patient letters', 'Rotas', 'Compliance'],
    },
  ),
  entry(
    'weserhof',
    {
      name: 'Hotel Weserhof Betriebsgesellschaft mbH',
      shortName: 'Hotel Weserhof',
      trade: 'Hotel, 92 rooms',
      city: 'Bremen',
      people: 57,
      phone: '+49 421 555 0133',
      domain: 'hotel-weserhof.example',
      language: 'de',
      tags: ['24x7'],
    },
    {
      prefix: 'WES',
      places: ['Rezeption', 'Restaurant', 'Tagungsraum Lesum', 'Empfangsbüro', '3. Etage'],
      apps: ['das Buchungssystem', 'Outlook', 'die Türkartenverwaltung', 'die Kasse', 'Teams'],
      servers: ['WES-PMS01', 'WES-FILE01'],
      printers: ['Canon Restaurant', 'Kyocera Empfangsbüro', 'HP Rezeption'],
      folders: ['Veranstaltungen', 'Dienstpläne', 'Rechnungen'],
    },
  ),
  entry(
    'kranich',
    {
      name: 'Kranich Maschinenbau GmbH',
      shortName: 'Kranich Maschinenbau',
      trade: 'Special machines',
      city: 'Delmenhorst',
      people: 140,
      phone: '+49 4221 555 0160',
      domain: 'kranich-maschinenbau.example',
      language: 'de',
      tags: ['contract-gold'],
    },
    {
      prefix: 'KRA',
      places: ['Halle 2', 'Konstruktion', 'Arbeitsvorbereitung', 'Lager', 'Messraum'],
      apps: ['SolidWorks', 'das ERP', 'Outlook', 'die CAM-Software', 'die Zeiterfassung'],
      servers: ['KRA-ERP01', 'KRA-PDM01', 'KRA-FILE03', 'KRA-HV02'],
      printers: ['Ricoh Konstruktion', 'HP Lager', 'Kyocera Arbeitsvorbereitung'],
      folders: ['Stücklisten', 'Angebote 2026', 'Prüfprotokolle', 'Zeichnungen'],
    },
  ),
  entry(
    'lumiere',
    {
      name: 'Cabinet Lumière & Associés',
      shortName: 'Cabinet Lumière',
      trade: 'Law firm',
      city: 'Strasbourg',
      people: 19,
      phone: '+33 3 55 50 12 30',
      domain: 'cabinet-lumiere.example',
      language: 'fr',
    },
    {
      prefix: 'LUM',
      places: ['the library', 'salle de réunion', 'accueil', 'the partners’ corridor'],
      apps: ['Word', 'the court filing client', 'Outlook', 'Teams', 'the dictation software'],
      servers: ['LUM-FILE01'],
      printers: ['Canon accueil', 'HP library'],
      folders: ['Dossiers 2026', 'Modèles', 'Facturation'],
    },
  ),
  entry(
    'tidewater',
    {
      name: 'Tidewater Marine Insurance plc',
      shortName: 'Tidewater Marine',
      trade: 'Marine insurance',
      city: 'Liverpool',
      people: 73,
      phone: '+44 151 496 0180',
      domain: 'tidewater-marine.example',
      tags: ['contract-gold', 'regulated'],
    },
    {
      prefix: 'TID',
      places: ['claims floor', 'underwriting', 'the board room', 'post room'],
      apps: ['the claims system', 'Outlook', 'Excel', 'Power BI', 'Teams'],
      servers: ['TID-SQL01', 'TID-FILE01', 'TID-RDS02'],
      printers: ['Xerox claims floor', 'HP underwriting'],
      folders: ['Claims 2026', 'Reinsurance', 'Board papers', 'Surveyor reports'],
    },
  ),
  entry(
    'sonnenblume',
    {
      name: 'Kindertagesstättenverbund Sonnenblume e. V.',
      shortName: 'Kita-Verbund Sonnenblume',
      trade: 'Five day nurseries',
      city: 'Bremen',
      people: 48,
      phone: '+49 421 555 0126',
      domain: 'kita-sonnenblume.example',
      language: 'de',
    },
    {
      prefix: 'SON',
      places: ['Kita Walle', 'Kita Neustadt', 'Geschäftsstelle', 'Kita Hemelingen'],
      apps: ['die Kita-Verwaltung', 'Outlook', 'Word', 'die Eltern-App'],
      servers: ['SON-NAS01'],
      printers: ['Brother Kita Walle', 'Kyocera Geschäftsstelle'],
      folders: ['Elternbriefe', 'Personal', 'Essensgeld'],
    },
  ),
  entry(
    'okonkwo',
    {
      name: 'Okonkwo & Daughters Coffee Roasters Ltd',
      shortName: 'Okonkwo & Daughters',
      trade: 'Coffee roasters with three cafés',
      city: 'Leeds',
      people: 29,
      phone: '+44 113 496 0166',
      domain: 'okonkwo-coffee.example',
    },
    {
      prefix: 'OKO',
      places: ['roastery', 'the Headrow café', 'the arcade café', 'packing room'],
      apps: ['the web shop', 'the roasting log', 'Outlook', 'Xero', 'the till'],
      servers: ['OKO-NAS01'],
      printers: ['Canon roastery', 'Brother arcade café'],
      folders: ['Green coffee contracts', 'Roast profiles', 'Wholesale prices'],
    },
  ),
];

export const companies: readonly DemoCompany[] = entries.map((one) => one.company);
export const settings: ReadonlyMap<string, Setting> = new Map(entries.map((one) => [one.company.key, one.setting]));
