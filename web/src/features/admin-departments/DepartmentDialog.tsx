import { createDepartment, updateDepartment } from '@portico/contracts/profiles/routes.ts';
import type { Department } from '@portico/contracts/profiles/shapes.ts';
import { list } from '@portico/contracts/techs/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import s from './Departments.module.css';

const findTechs = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(list, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((tech) => ({ value: String(tech.id), label: tech.name, note: tech.title ?? undefined }));
};

interface Values {
  readonly name: string;
  readonly lead: Option | null;
}

export function DepartmentDialog({ department, onClose }: { department: Department | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  const id = useId();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initial: {
      name: department?.name ?? '',
      lead: department?.lead ? { value: String(department.lead.id), label: department.lead.name } : null,
    },
    validate: ({ name }): Record<string, string> => (name.trim() ? {} : { name: t('departments.nameNeeded') }),
    onSubmit: said('admin', async ({ name, lead }: Values) => {
      const body = { name: name.trim(), leadId: lead ? Number(lead.value) : null };
      if (department) await callTech(updateDepartment, { params: { id: department.id }, body }, { ifMatch: department.version });
      else await callTech(createDepartment, { body });
      await queries.invalidateQueries({ queryKey: ['departments.list'] });
      toast({ icon: 'check-circle', text: t('saved', { name: body.name }) });
      onClose();
    }),
  });
  const mayLeave = useUnsavedGuard(form.dirty);
  const leave = async () => {
    if (await mayLeave()) onClose();
  };
  return (
    <Dialog
      open
      title={department ? t('departments.edit', { name: department.name }) : t('departments.new')}
      onClose={() => void leave()}
      actions={
        <>
          <Button onClick={() => void leave()}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={id} className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'admin')}
          </Banner>
        )}
        <TextField {...form.field('name')} label={t('departments.name')} maxLength={100} autoComplete="off" data-autofocus="" dir="auto" />
        <Combobox
          name="leadId"
          label={t('departments.lead')}
          hint={t('departments.leadHint')}
          optional
          options={findTechs}
          value={form.values.lead}
          onChange={(lead) => form.set('lead', lead)}
          error={form.errors['leadId']}
        />
      </form>
    </Dialog>
  );
}
