import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '../../lib/i18n.ts';
import { Combobox } from '../Combobox.tsx';
import { Select } from '../Select.tsx';
import type { Option } from '../use-options.ts';

const zoneLabel = (zone: string): string => zone.replaceAll('_', ' ');

/** A time zone by its IANA name, found by typing a city; empty follows the browser. */
export function ZoneField(props: {
  value: string;
  onChange: (zone: string) => void;
  error?: string | undefined;
  disabled?: boolean;
}): ReactNode {
  const { value, onChange, ...rest } = props;
  const { t } = useTranslation('records');
  const zones = useMemo<readonly Option[]>(
    () =>
      ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
        value: zone,
        label: zoneLabel(zone),
      })),
    [],
  );
  return (
    <Combobox
      {...rest}
      name="timeZone"
      label={t('place.zone')}
      optional
      placeholder={t('place.browser')}
      options={zones}
      value={value ? { value, label: zoneLabel(value) } : null}
      onChange={(option) => onChange(option?.value ?? '')}
    />
  );
}

/** Language of pages and mails; empty follows the browser. */
export function LocaleField(props: {
  name: string;
  value: string;
  onChange: (locale: string) => void;
  error?: string | undefined;
}): ReactNode {
  const { t } = useTranslation('records');
  return (
    <Select
      {...props}
      label={t('place.language')}
      optional
      placeholder={t('place.browser')}
      options={LANGUAGES.map((language) => ({ value: language as string, label: LANGUAGE_NAMES[language] }))}
    />
  );
}
