import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../Combobox.tsx';
import type { Option } from '../use-options.ts';

const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** Countries by their names in the reader's language. */
export function useCountries(): readonly Option[] {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
    const named = CODES.map((code) => ({ value: code, label: names.of(code) ?? code, note: code }));
    return named.sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  }, [i18n.language]);
}

export function CountryField(props: {
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
  disabled?: boolean;
  className?: string;
  hideLabel?: boolean;
  placeholder?: string;
}): ReactNode {
  const { value, onChange, ...rest } = props;
  const { t } = useTranslation('people');
  const countries = useCountries();
  return (
    <Combobox
      {...rest}
      name="country"
      label={t('country')}
      optional
      options={countries}
      value={countries.find((one) => one.value === value) ?? null}
      onChange={(option) => onChange(option?.value ?? '')}
    />
  );
}
