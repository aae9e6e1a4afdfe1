import { list as companyList } from '@portico/contracts/companies/routes.ts';
import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { upload } from '../../lib/upload.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Field } from '../../ui/Field.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Banner } from '../../ui/States.tsx';
import { Progress } from '../../ui/Surface.tsx';
import type { Option } from '../../ui/use-options.ts';
import s from './Import.module.css';

const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(companyList, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name, note: company.identifier ?? undefined }));
};

export function UploadStep({ given, onUploaded }: { given: Option | null; onUploaded: (made: ContactImport) => void }): ReactNode {
  const { t } = useTranslation('people');
  const [company, setCompany] = useState<Option | null>(given);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    if (!file || !company) return;
    setProblem(null);
    setSent(0);
    try {
      onUploaded(await upload<ContactImport>(`/contact-imports?companyId=${company.value}`, file, setSent).done);
    } catch (error) {
      setProblem(sayError(error, 'people'));
    } finally {
      setSent(null);
    }
  };
  return (
    <FormCard title={t('import.upload')} hint={t('import.uploadHint')}>
      {problem && (
        <Banner tone="bad" live>
          {problem}
        </Banner>
      )}
      <Combobox label={t('import.company')} options={findCompanies} value={company} onChange={setCompany} />
      <Field label={t('import.file')} hint={t('import.fileHint')} name="file">
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            className={s['file']}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      {sent !== null && file && <Progress value={sent} max={file.size} label={t('import.sending')} />}
      <div>
        <Button kind="primary" icon="arrow-up" disabled={!file || !company} busy={sent !== null} onClick={() => void send()}>
          {t('import.send')}
        </Button>
      </div>
    </FormCard>
  );
}
