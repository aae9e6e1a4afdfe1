import type { IconName } from '../../ui/Icon.tsx';

/** Service types name their icon in the words of the admin's chooser; unknown ones get the question mark. */
const ICONS: Readonly<Record<string, IconName>> = {
  key: 'key',
  'device-mobile': 'phone',
  'user-plus': 'person-add',
  'user-minus': 'person',
  'arrows-exchange': 'switch',
  'device-laptop': 'laptop',
  tool: 'gear',
  mailbox: 'mail',
  mail: 'mail',
  folder: 'archive',
  printer: 'printer',
  wifi: 'globe',
  phone: 'phone',
  'shield-half': 'shield',
  shield: 'shield',
  lock: 'lock',
  users: 'people',
  calendar: 'calendar',
  box: 'box',
  database: 'database',
  chat: 'chat',
  help: 'help',
  form: 'form',
  invoice: 'invoice',
  book: 'book',
  company: 'company',
  globe: 'globe',
  screen: 'screen',
  tasks: 'tasks',
  'person-add': 'person-add',
  laptop: 'laptop',
};

export const serviceIcon = (name: string): IconName => ICONS[name] ?? 'help';
