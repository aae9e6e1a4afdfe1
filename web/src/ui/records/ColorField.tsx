import type { ReactNode } from 'react';
import { isColour } from '../../theme/brand.ts';
import { Field, type FieldProps } from '../Field.tsx';
import s from './ColorField.module.css';

interface ColorFieldProps extends FieldProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Colours worth starting from. */
  readonly swatches?: readonly string[];
}

/** A colour as a picture and as text; both say the same. */
export function ColorField({ value, onChange, name, swatches = [], ...field }: ColorFieldProps): ReactNode {
  return (
    <Field {...field} name={name}>
      {(ids) => (
        <div className={s['row']}>
          <input
            type="color"
            className={s['picker']}
            aria-label={typeof field.label === 'string' ? field.label : undefined}
            value={isColour(value) ? value : '#000000'}
            onChange={(event) => onChange(event.target.value.toUpperCase())}
          />
          <input
            {...ids}
            name={name}
            className={s['text']}
            value={value}
            maxLength={7}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            onChange={(event) => onChange(event.target.value.trim())}
          />
          {swatches.map((colour) => (
            <button
              key={colour}
              type="button"
              className={s['swatch']}
              style={{ background: colour }}
              aria-label={colour}
              aria-pressed={colour.toLowerCase() === value.toLowerCase()}
              onClick={() => onChange(colour)}
            />
          ))}
        </div>
      )}
    </Field>
  );
}
