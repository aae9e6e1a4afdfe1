/** What a process does: answers people and programs, runs background jobs, delivers mail. */
export const SERVICES = ['web', 'jobs', 'mail'] as const;
export type Service = (typeof SERVICES)[number];

export const allServices: ReadonlySet<Service> = new Set(SERVICES);

/** @returns null when a word names none of them. @example readServices('jobs,mail') */
export function readServices(text: string): ReadonlySet<Service> | null {
  const words = text.split(',').map((word) => word.trim());
  return words.every(isService) ? new Set(words) : null;
}

const isService = (word: string): word is Service => (SERVICES as readonly string[]).includes(word);
