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
