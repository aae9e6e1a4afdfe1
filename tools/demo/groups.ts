import type { DemoDepartment, DemoGroup } from './demo.types.ts';

/** Colleagues who share tickets: branches, a warehouse, those who pay. Nobody of Marlow and Orchard, so that small clients look small. */
export const groups: readonly DemoGroup[] = [
  { company: 'halvorsen', name: 'Warehouse', icon: 'box', members: { zoe: 'manager', lars: 'regular', piotr: 'regular', amina: 'guest' } },
  {
    company: 'halvorsen',
    name: 'Finance and customs',
    icon: 'invoice',
    members: { henrik: 'manager', swati: 'regular', ingrid: 'regular' },
  },
  { company: 'pfefferkorn', name: 'Branch Viertel', icon: 'company', members: { murat: 'manager', olek: 'regular', britta: 'approver' } },
  { company: 'pfefferkorn', name: 'Branch Sögestraße', icon: 'company', members: { gesine: 'manager', britta: 'approver' } },
  { company: 'weserhof', name: 'Empfang', icon: 'key', members: { wiebke: 'manager', sergej: 'regular', giulia: 'guest' } },
  { company: 'kranich', name: 'Halle 2', icon: 'box', members: { jens: 'manager', bogdan: 'regular', kevin: 'guest' } },
  { company: 'sonnenblume', name: 'Kita-Leitungen', icon: 'star', members: { tanja: 'manager', mehtap: 'manager', irina: 'regular' } },
];

export const departments: readonly DemoDepartment[] = [
  { name: 'Service desk', lead: 'jonas', members: ['sam', 'mia'] },
  { name: 'Infrastructure', lead: 'keiko', members: ['dilan', 'tomasz', 'chiara'] },
];
