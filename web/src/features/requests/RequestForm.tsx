import { create } from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { RichText } from '../../ui/RichText.tsx';
import { type Choice, Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Option } from '../../ui/use-options.ts';
import { AttachedFiles } from './AttachedFiles.tsx';
import { uploadPicture } from './file-info.ts';
import { findColleagues } from './find-colleagues.ts';
import s from './RequestForm.module.css';
import { refreshRequests } from './requests.queries.ts';
import { SavedState } from './SavedState.tsx';
import { useAttachments } from './use-attachments.ts';
import { useKeptDraft } from './use-kept-draft.ts';

export interface RequestDraft {
  readonly title: string;
  readonly html: string;
  readonly files: readonly FileInfo[];
  readonly pictures: Readonly<Record<number, string>>;
  readonly forColleague: Option | null;
  /** A contact group's id; empty = personal, or nothing said yet. */
  readonly group?: string;
}
const isEmpty = (draft: RequestDraft): boolean => draft.title.trim() === '' && draft.html === '' && draft.files.length === 0;

interface RequestFormProps {
  readonly draftKey: string;
  readonly serviceTypeId: number | null;
  readonly start: { readonly title: string; readonly html: string };
  /** Asks what the title should say, where the service does. */
  readonly question: string;
  readonly mayActForOthers: boolean;
  /** Groups to choose from; none are asked for when there are none. */
  readonly groups: { readonly options: readonly Choice[]; readonly required: boolean; readonly start: string };
  readonly onCreated: (ticket: TicketForContact) => void;
  readonly onBusy: (uploading: boolean) => void;
}

/** Title, words, pictures and files; kept while it is written, sent once. */
export function RequestForm(props: RequestFormProps): ReactNode {
  const { draftKey, serviceTypeId, start, question, mayActForOthers, groups, onCreated, onBusy } = props;
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [initial] = useState<RequestDraft>({ ...start, files: [], pictures: {}, forColleague: null, group: groups.start });
  const draft = useKeptDraft(draftKey, initial, isEmpty);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const { set } = draft;
  const change = useCallback((part: Partial<RequestDraft>) => set({ ...latest.current, ...part }), [set]);
  const attachments = useAttachments(
    draft.value.files,
    useCallback((files) => change({ files }), [change]),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ key: crypto.randomUUID(), body: '' });
  const { title, html, files, forColleague, pictures } = draft.value;
  const group = groups.options.some((one) => one.value === draft.value.group) ? (draft.value.group ?? '') : '';
  const uploading = attachments.uploads.busy;
  useEffect(() => onBusy(uploading), [uploading, onBusy]);

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    const found = check(title, uploading, groups.required && groups.options.length > 0 && group === '', t);
    setErrors(found);
    setRefused('');
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const body = {
      title: title.trim(),
      ...(html ? { descriptionHtml: html } : {}),
      ...(serviceTypeId === null ? {} : { serviceTypeId }),
      ...(files.length > 0 ? { fileIds: files.map((file) => file.id) } : {}),
      ...(group ? { contactGroupId: Number(group) } : {}),
      ...(forColleague ? { contactId: Number(forColleague.value) } : {}),
    };
    // A second press after a lost answer must not open a second ticket.
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { key: crypto.randomUUID(), body: text };
    try {
      const ticket = (await call(create, { body }, { idempotencyKey: attempt.current.key })) as TicketForContact;
      draft.clear();
      void refreshRequests(client);
      onCreated(ticket);
    } catch (error) {
      setRefused(sayError(error, 'client'));
      setBusy(false);
    }
  };
  const uploadImage = async (file: File) => {
    const picture = await uploadPicture(file);
    change({ pictures: { ...latest.current.pictures, [picture.id]: picture.url } });
    return picture;
  };

  return (
    <form noValidate className={s['form']} onSubmit={(event) => void submit(event)}>
      <FormErrorSummary errors={errors} />
      {refused && (
        <Banner tone="bad" live title={t('new.refused')}>
          {refused} {t('new.kept')}
        </Banner>
      )}
      {mayActForOthers && (
        <Combobox
          label={t('new.for')}
          hint={t('new.forHint')}
          optional
          name="forColleague"
          placeholder={t('new.forMe')}
          options={findColleagues}
          value={forColleague}
          onChange={(option) => change({ forColleague: option })}
        />
      )}
      {groups.options.length > 0 && (
        <Select
          label={t('new.group')}
          hint={t('new.groupHint')}
          name="group"
          value={group}
          {...(groups.required ? { placeholder: t('new.groupChoose') } : { optional: true, placeholder: t('new.personal') })}
          options={groups.options}
          onChange={(value) => {
            change({ group: value });
            setErrors({});
          }}
          error={errors['group']}
        />
      )}
      <TextField
        label={t('new.titleLabel')}
        hint={question || t('new.titleHint')}
        name="title"
        autoFocus={title === ''}
        maxLength={300}
        dir="auto"
        autoComplete="off"
        value={title}
        onChange={(value) => {
          change({ title: value });
          setErrors({});
        }}
        error={errors['title']}
      />
      <Field label={t('new.words')} hint={t('new.wordsHint')} optional>
        {(ids) => (
          <RichText
            key={draft.arrived}
            label={t('new.words')}
            describedBy={ids['aria-describedby'] ?? ''}
            placeholder=""
            framed
            initial={html}
            imageUrls={pictures}
            onChange={(next) => change({ html: next })}
            onSubmit={() => void submit()}
            uploadImage={uploadImage}
            onFiles={attachments.uploads.add}
          />
        )}
      </Field>
      <div className={s['files']} id="field-files">
        <h2>
          {t('new.files')} <span>{t('new.optional')}</span>
        </h2>
        <FileDrop uploads={attachments.uploads} hint={t('new.filesHint')} />
        <AttachedFiles files={files} attachments={attachments} />
      </div>
      <div className={s['foot']}>
        <Button type="submit" kind="primary" busy={busy}>
          {t('new.submit')}
        </Button>
        <SavedState at={draft.savedAt} />
      </div>
    </form>
  );
}

function check(
  title: string,
  uploading: boolean,
  groupMissing: boolean,
  t: ReturnType<typeof useTranslation<'client'>>['t'],
): Record<string, string> {
  return {
    ...(groupMissing ? { group: t('new.groupMissing') } : {}),
    ...(title.trim() === '' ? { title: t('new.titleMissing') } : {}),
    ...(uploading ? { files: t('new.filesBusy') } : {}),
  };
}
