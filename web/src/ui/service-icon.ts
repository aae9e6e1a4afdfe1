import type { IconName } from './Icon.tsx';
import { SHAPES } from './icon-shapes.tsx';

/** Names of other icon sets (imports, older settings) that have a shape of ours. */
const OTHERS: Readonly<Record<string, IconName>> = {
  'device-mobile': 'phone',
  'user-plus': 'person-add',
  'user-minus': 'person',
  user: 'person',
  users: 'people',
  'arrows-exchange': 'switch',
  'device-laptop': 'laptop',
  tool: 'gear',
  settings: 'gear',
  mailbox: 'mail',
  folder: 'archive',
  wifi: 'globe',
  network: 'globe',
  world: 'globe',
  'shield-half': 'shield',
  message: 'chat',
};

/** The picture of a service type; an unknown name gets the question mark. */
export const serviceIcon = (name: string): IconName => (Object.hasOwn(SHAPES, name) ? (name as IconName) : (OTHERS[name] ?? 'help'));
