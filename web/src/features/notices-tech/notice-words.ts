import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

interface Said {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A notice in the reader's language; a kind this page does not know yet still says which ticket it is about. */
export function useNoticeWords(): (said: Said) => string {
  const { t } = useTranslation('tech');
  return ({ key, values }) => {
    if (i18next.exists(key, { ns: 'notices' as never })) return String(i18next.t(key as never, { ns: 'notices', ...values } as never));
    if (values['title'] !== undefined) return `${values['number'] ?? ''} ${values['title']}`.trim();
    return t('notice.other');
  };
}
