import { type ReactNode, useState } from 'react';
import { Checkbox, RadioCards, Switch } from '../ui/Choices.tsx';
import { CodeInput } from '../ui/CodeInput.tsx';
import { Combobox, MultiSelect } from '../ui/Combobox.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { FormErrorSummary } from '../ui/FormErrorSummary.tsx';
import { RichText } from '../ui/RichText.tsx';
import { Select } from '../ui/Select.tsx';
import { DateField, TextArea, TextField } from '../ui/TextField.tsx';
import type { Option } from '../ui/use-options.ts';
import { Show } from './Show.tsx';
import { LONG, PEOPLE } from './samples.ts';

const OPTIONS: readonly Option[] = PEOPLE.map((person) => ({
  value: String(person.id),
  label: person.name,
  note: 'Bergmann Steuerberatungsgesellschaft mbH',
}));
const UPLOADS = {
  items: [
    {
      key: 1,
      file: new File(['x'.repeat(1900)], 'Geräteüberlassungsvereinbarung_unterschrieben_final_2.pdf', { type: 'application/pdf' }),
      sent: 1200,
      state: 'sending' as const,
    },
    {
      key: 2,
      file: new File(['x'], 'Film.mp4', { type: 'video/mp4' }),
      sent: 0,
      state: 'failed' as const,
      error: 'The connection broke. The file is kept; upload it again.',
    },
  ],
  busy: true,
  add: () => undefined,
  remove: () => undefined,
  retry: () => undefined,
  clear: () => undefined,
};

export function FieldShowcase(): ReactNode {
  const [text, setText] = useState('');
  const [person, setPerson] = useState<Option | null>(OPTIONS[0] ?? null);
  const [people, setPeople] = useState<readonly Option[]>(OPTIONS.slice(2, 5));
  const [device, setDevice] = useState<'laptop' | 'desktop'>('laptop');
  const [on, setOn] = useState(true);
  const [code, setCode] = useState('409');
  const errors = { firstDay: 'Enter a date on or after 23 November', approver: 'Choose who approves this' };
  return (
    <>
      <Show title="Fields">
        <TextField
          label="Work e-mail"
          hint="We find the right way in."
          value={text}
          onChange={setText}
          type="email"
          placeholder="name@company.example"
        />
        <TextField label="Password" type="password" value="secret" onChange={() => undefined} />
        <TextField label={LONG} icon="search" value="" placeholder="Search" onChange={() => undefined} optional />
        <TextArea label="Description" value={text} onChange={setText} />
        <Select
          label="Priority"
          value="high"
          onChange={() => undefined}
          options={[
            { value: 'high', label: 'High' },
            { value: 'low', label: 'Low' },
          ]}
        />
        <Combobox label="Requester" value={person} onChange={setPerson} options={OPTIONS} optional />
        <MultiSelect label="Copy to" value={people} onChange={setPeople} options={OPTIONS} />
      </Show>
      <Show title="Choices and code">
        <RadioCards
          label="What should Friederike work on?"
          name="device"
          columns={2}
          value={device}
          onChange={setDevice}
          options={[
            { value: 'laptop', label: 'Laptop', hint: '14 inch, 3 working days' },
            { value: 'desktop', label: 'Desktop', hint: 'Two screens, 5 working days' },
          ]}
        />
        <Checkbox label="Needs Datenfernübertragungsberechtigung (VPN)" checked={on} onChange={setOn} hint="Only with a second factor." />
        <Checkbox label="Some of them" checked={false} mixed onChange={() => undefined} />
        <Switch label="Only what differs" checked={on} onChange={setOn} />
        <Switch label="Off" checked={false} onChange={() => undefined} />
        <CodeInput label="Code" hint="Valid for 10 minutes. Paste works too." value={code} onChange={setCode} />
      </Show>
      <Show title="Form errors">
        <FormErrorSummary errors={errors} />
        <DateField label="First day" name="firstDay" value="2026-11-14" onChange={() => undefined} error={errors.firstDay} />
        <Select
          label="Approver"
          name="approver"
          value=""
          placeholder="Choose a person"
          onChange={() => undefined}
          options={[{ value: 'a', label: 'Dr. Bergmann' }]}
          error={errors.approver}
        />
      </Show>
      <Show title="Files">
        <FileDrop uploads={UPLOADS} hint="Up to 100 MB each" />
      </Show>
      <Show title="Editor">
        <RichText
          framed
          label="Description"
          placeholder="Describe what happened"
          initial={`<p>Old profiles sit in <code>OU=Alt</code>. Do <strong>not</strong> run it.</p><ul><li>${LONG}</li></ul><p>لا أستطيع فتح مجلد «مشاريع الربع الرابع»</p>`}
          onChange={() => undefined}
          uploadImage={() => Promise.reject(new Error())}
        />
      </Show>
    </>
  );
}
