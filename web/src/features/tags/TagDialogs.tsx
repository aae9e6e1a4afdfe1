import { create, listTags, update } from '@portico/contracts/tags/routes.ts';
import { TAG_TYPES, type Tag, type TagType } from '@portico/contracts/tags/shapes.ts';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import s from './TagsPage.module.css';

/** Defines a tag, or renames one everywhere at once. */
export function TagDialog({ tag, onClose, onSaved }: { tag: Tag | null; onClose: () => void; onSaved: () => void }): ReactNode {
  const { t } = useTranslation('people');
  const id = useId();
  const form = useForm<{ name: string; type: TagType }>({
    initial: { name: tag?.name ?? '', type: tag?.type ?? 'generic' },
    validate: (values) => (values.name.trim() ? {} : { name: t('tags.nameNeeded') }),
    onSubmit: said('people', async (values: { name: string; type: TagType }) => {
      const body = { name: values.name.trim(), type: values.type };
      const stored = tag
        ? await callTech(update, { params: { id: tag.id }, body }, { ifMatch: tag.version })
        : await callTech(create, { body });
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      onSaved();
      onClose();
    }),
  });
  return (
    <Dialog
      open
      title={tag ? t('tags.editOf', { name: tag.name }) : t('tags.new')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
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
            {sayProblem(form.problem, 'people')}
          </Banner>
        )}
        <TextField {...form.field('name')} label={t('tags.name')} maxLength={60} autoComplete="off" data-autofocus="" dir="auto" />
        <Select
          {...form.field('type')}
          label={t('tags.type')}
          hint={t('tags.typeHint')}
          options={TAG_TYPES.map((one) => ({ value: one, label: t(`tags.types.${one}`) }))}
        />
      </form>
    </Dialog>
  );
}

export function MergeTagDialog(props: {
  tag: Tag;
  onClose: () => void;
  onMerge: (into: { id: number; name: string }) => Promise<void>;
}): ReactNode {
  const { tag, onClose, onMerge } = props;
  const { t } = useTranslation('people');
  const [into, setInto] = useState<Option | null>(null);
  const [busy, setBusy] = useState(false);
  const others = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const { items } = await callTech(listTags, { query: q ? { q } : {} }, { signal });
    return items.filter((one) => one.id !== tag.id).map((one) => ({ value: String(one.id), label: one.name }));
  };
  const run = async () => {
    if (!into) return;
    setBusy(true);
    await onMerge({ id: Number(into.value), name: into.label });
    onClose();
  };
  return (
    <Dialog
      open
      title={t('tags.mergeTitle', { name: tag.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" icon="merge" disabled={!into} busy={busy} onClick={() => void run()}>
            {t('tags.mergeAct')}
          </Button>
        </>
      }
    >
      <div className={s['form']}>
        <p>{t('tags.mergeBody', { name: tag.name })}</p>
        <Combobox label={t('tags.mergeInto')} options={others} value={into} onChange={setInto} />
      </div>
    </Dialog>
  );
}
