import { SHAPES } from '../../ui/icon-shapes.tsx';
import type { IconName } from '../../ui/Icon.tsx';

/** Offered for service types: things contacts recognise. */
export const SERVICE_ICONS = [
  'help',
  'key',
  'lock',
  'laptop',
  'screen',
  'printer',
  'phone',
  'mail',
  'globe',
  'wifi-off',
  'bolt',
  'person-add',
  'people',
  'sign-out',
  'box',
  'database',
  'file',
  'shield',
  'calendar',
  'invoice',
  'chat',
  'video',
  'book',
  'megaphone',
] as const satisfies readonly IconName[];

/** A stored name as something that can be drawn; unknown ones (imported, older) become the question mark. */
export const iconOf = (name: string): IconName => (name in SHAPES ? (name as IconName) : 'help');
