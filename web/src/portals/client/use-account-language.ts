import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenLanguage, LANGUAGES, setLanguage } from '../../lib/i18n.ts';

/** The profile's language, unless this browser was told another one. True once the words are there. */
export function useAccountLanguage(locale: string | null | undefined): boolean {
  const { i18n } = useTranslation();
  const wanted = chosenLanguage() === null ? LANGUAGES.find((language) => language === locale) : undefined;
  const [gaveUp, setGaveUp] = useState(false);
  const settled = wanted === undefined || i18n.language === wanted || gaveUp;
  useEffect(() => {
    // Without the other catalogue the page speaks the language it has.
    if (!settled && wanted) setLanguage(wanted, { remember: false }).catch(() => setGaveUp(true));
  }, [settled, wanted]);
  return settled;
}
