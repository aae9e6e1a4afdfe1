import type { RequestDraft } from '../../features/requests/RequestForm.tsx';
import { readDraft } from '../../lib/drafts.ts';
import { currentAccount } from '../../lib/session.ts';

export const draftKeyOf = (service: string): string => `request:${service}`;

/** Requests begun in this browser and not sent, for the page that offers to go on with them. */
export function keptDrafts(): readonly { readonly service: string; readonly title: string }[] {
  try {
    const prefix = `portico.draft.${currentAccount() ?? 0}.request:`;
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .map((service) => ({ service, title: readDraft<RequestDraft>(draftKeyOf(service))?.value.title ?? '' }));
  } catch {
    return [];
  }
}
