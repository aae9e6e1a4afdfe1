import { type ContactImport, IMPORT_FIELDS, type ImportField, type Mapping } from '@portico/contracts/contact-imports/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { FieldGrid } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import s from './Import.module.css';

/** Which column is which, with the first value of each to recognise it by. */
export function MappingForm(props: {
  one: ContactImport;
  busy: boolean;
  onCheck: (mapping: Mapping, mode: 'create' | 'update') => Promise<void>;
}): ReactNode {
  const { one, busy, onCheck } = props;
  const { t } = useTranslation('people');
  const [mapping, setMapping] = useState<Mapping>(one.mapping);
  const [mode, setMode] = useState(one.mode);
  const usable = mapping.email !== undefined && (mapping.name !== undefined || mapping.givenName !== undefined);
  const put = (field: ImportField, value: string) => {
    const { [field]: _before, ...rest } = mapping;
    setMapping(value === '' ? rest : { ...rest, [field]: Number(value) });
  };
  const options = one.columns.map((name, index) => {
    const example = one.sample.map((row) => row[index]).find((cell) => cell);
    return { value: String(index), label: `${name || t('import.column', { n: index + 1 })}${example ? ` (${example.slice(0, 40)})` : ''}` };
  });
  return (
    <div className={s['form']}>
      <p>{t('import.mapping')}</p>
      <FieldGrid>
        {IMPORT_FIELDS.map((field) => (
          <Select
            key={field}
            label={t(`import.fields.${field}`)}
            optional={field !== 'email'}
            placeholder={t('import.noColumn')}
            value={mapping[field] === undefined ? '' : String(mapping[field])}
            onChange={(value) => put(field, value)}
            options={options}
          />
        ))}
      </FieldGrid>
      <Select
        label={t('import.mode')}
        value={mode}
        onChange={setMode}
        options={(['create', 'update'] as const).map((value) => ({ value, label: t(`import.modes.${value}`) }))}
      />
      <div className={s['bar']}>
        <Button
          kind={one.state === 'checked' ? 'default' : 'primary'}
          icon="check"
          disabled={!usable}
          busy={busy}
          onClick={() => void onCheck(mapping, mode)}
        >
          {one.state === 'checked' ? t('import.checkAgain') : t('import.check')}
        </Button>
        {!usable && <span>{t('import.needed')}</span>}
      </div>
    </div>
  );
}
