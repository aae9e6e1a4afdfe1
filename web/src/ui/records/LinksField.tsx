import type { Link } from '@portico/contracts/accounts/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button.tsx';
import { IconButton } from '../IconButton.tsx';
import { TextField } from '../TextField.tsx';
import s from './LinksField.module.css';

const MOST = 10;

/** Web pages kept with a record; an empty row is forgotten when the form is sent. */
export function LinksField(props: {
  value: readonly Link[];
  onChange: (links: readonly Link[]) => void;
  errors: Readonly<Record<string, string>>;
}): ReactNode {
  const { value, onChange, errors } = props;
  const { t } = useTranslation('people');
  const put = (index: number, part: Partial<Link>) => onChange(value.map((link, at) => (at === index ? { ...link, ...part } : link)));
  return (
    <div className={s['links']}>
      {value.map((link, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that stays the same while somebody types
        <div key={index} className={s['row']}>
          <TextField
            name={`links.${index}.label`}
            label={t('links.name', { n: index + 1 })}
            optional
            value={link.label}
            onChange={(label) => put(index, { label })}
            maxLength={100}
            autoComplete="off"
            dir="auto"
          />
          <TextField
            name={`links.${index}.url`}
            label={t('links.address', { n: index + 1 })}
            type="url"
            placeholder="https://"
            value={link.url}
            onChange={(url) => put(index, { url })}
            error={errors[`links.${index}.url`]}
            maxLength={1000}
            autoComplete="off"
            dir="ltr"
          />
          <IconButton
            icon="close"
            label={t('links.remove', { n: index + 1 })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {value.length < MOST && (
        <div>
          <Button icon="plus" onClick={() => onChange([...value, { label: '', url: '' }])}>
            {t('links.add')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is sent: rows without an address are nothing, and a bare host means its secure page. */
export const sentLinks = (links: readonly Link[]): Link[] =>
  links
    .filter((link) => link.url.trim() !== '')
    .map(({ label, url }) => ({
      label: label.trim(),
      url: /^[a-z][a-z0-9+.-]*:/i.test(url.trim()) ? url.trim() : `https://${url.trim()}`,
    }));
