import { GROUP_ICONS } from '@portico/contracts/contact-groups/shapes.ts';
import type { IconName } from '../../ui/Icon.tsx';

/** The picture of a group; an unknown name gets the usual one. */
export const groupIcon = (name: string): IconName => GROUP_ICONS.find((one) => one === name) ?? 'people';
