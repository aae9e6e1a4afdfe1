import { createLink } from '@tanstack/react-router';
import { ButtonLink, textLinkClass } from '../../ui/Button.tsx';

/** Router links in the looks of the product. */
export const linkClass = textLinkClass;
export const ButtonTo = createLink(ButtonLink);
