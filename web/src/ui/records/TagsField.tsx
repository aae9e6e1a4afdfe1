import { listTags } from '@portico/contracts/tags/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { MultiSelect } from '../Combobox.tsx';
import type { Option } from '../use-options.ts';

type Place = 'company' | 'contact' | 'agent';

/** Names of tags that belong there; everything that was typed finds also those that belong elsewhere. */
export const findTags =
  (place: Place) =>
  async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const found = await callTech(listTags, { query: q ? { q } : { for: place } }, { signal });
    return found.items.map((tag) => ({ value: tag.name, label: tag.name }));
  };

/** The tags of a company or contact: suggested by type, new ones by typing. */
export function TagsField(props: {
  place: Place;
  value: readonly string[];
  onChange: (names: readonly string[]) => void;
  label?: string;
  error?: string | undefined;
  disabled?: boolean;
}): ReactNode {
  const { place, value, onChange, label, ...rest } = props;
  const { t } = useTranslation('people');
  return (
    <MultiSelect
      {...rest}
      name="tags"
      label={label ?? t('tags.label')}
      optional
      hint={t('tags.hint')}
      options={findTags(place)}
      value={value.map((name) => ({ value: name, label: name }))}
      onChange={(chosen) => onChange([...new Map(chosen.map((one) => [one.value.toLowerCase(), one.value])).values()].slice(0, 30))}
      create={(text) => (text.length <= 60 ? { value: text, label: text } : null)}
    />
  );
}
