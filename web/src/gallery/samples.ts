import type { Person } from '../ui/Avatar.tsx';

export const PEOPLE: readonly Person[] = [
  { id: 1, name: 'Jana Osterkamp' },
  { id: 2, name: 'Sam Okafor' },
  { id: 3, name: 'ليلى حداد' },
  { id: 4, name: 'Tomás   Rivera 🌵' },
  { id: 5, name: 'Dr. Anneliese Pfefferkorn' },
  { id: 6, name: '🦊 Zoë Winter' },
  { id: 7, name: '李小龙' },
  { id: 8, name: 'Friederike Wolkenstein-Achterberg' },
];
export const PERSON: Person = PEOPLE[1] ?? { id: 0, name: '' };
export const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
