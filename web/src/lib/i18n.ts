import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { boot } from './boot.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'portico.language';
const catalogues = import.meta.glob<{ default: Record<string, unknown> }>('../i18n/*/*.json');

/** Loads only the catalogues of the chosen language and of the areas this page shows. Call before the first render. */
export async function startI18n(areas: readonly string[]): Promise<i18n> {
  const language = pickLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'ui',
    ns: areas.slice(),
    resources: await load(language, areas),
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  markDocument(language);
  return i18next;
}

/** `remember: false` for a language that comes from the profile: only a choice made here is kept in this browser. */
export async function setLanguage(language: Language, { remember = true }: { remember?: boolean } = {}): Promise<void> {
  const areas = (i18next.options.ns ?? []) as string[];
  const resources = await load(language, areas);
  for (const area of areas) i18next.addResourceBundle(language, area, resources[language]?.[area] ?? {});
  await i18next.changeLanguage(language);
  try {
    if (remember) localStorage.setItem(KEY, language);
  } catch {
    // Storage is blocked: the choice holds for this page only.
  }
  markDocument(language);
}

/** Adds the catalogue of a lazily loaded part. */
export async function loadArea(area: string): Promise<void> {
  const language = i18next.language;
  if (i18next.hasResourceBundle(language, area)) return;
  const resources = await load(language, [area]);
  i18next.addResourceBundle(language, area, resources[language]?.[area] ?? {});
  i18next.options.ns = [...((i18next.options.ns ?? []) as string[]), area];
}

async function load(language: string, areas: readonly string[]): Promise<Resource> {
  const loaded = await Promise.all(
    areas.map(async (area) => [area, (await catalogues[`../i18n/${language}/${area}.json`]?.())?.default ?? {}] as const),
  );
  return { [language]: Object.fromEntries(loaded) as Record<string, Record<string, unknown>> } as Resource;
}

/** What was chosen in this browser, if anything was. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage is blocked.
    return null;
  }
}

function pickLanguage(): Language {
  const wanted = [boot().locale, chosenLanguage(), ...navigator.languages]
    .filter((tag) => tag !== null)
    .map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find((language) => language !== undefined) ?? 'en';
}

function markDocument(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}
