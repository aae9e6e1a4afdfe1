import { list as listServiceTypes } from '@portico/contracts/catalogue/routes.ts';
import { list as listGroups } from '@portico/contracts/contact-groups/routes.ts';
import { list as listContacts } from '@portico/contracts/contacts/routes.ts';
import type { FileView } from '@portico/contracts/files/shapes.ts';
import { create, list } from '@portico/contracts/tickets/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { useAccount } from '../../lib/use-account.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { RichText } from '../../ui/RichText.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Option } from '../../ui/use-options.ts';
import { useUploads } from '../../ui/use-uploads.ts';
import s from './NewTicket.module.css';
import { activePriorities, activeQueues, useDesk } from './shared/desk.ts';
import { uploadFile, uploadPicture } from './shared/uploads.ts';

interface Values {
  contactId: Option | null;
  title: string;
  descriptionHtml: string;
  serviceTypeId: string;
  queueId: string;
  priorityId: string;
  categoryId: string;
  contactGroupId: string;
  mine: boolean;
}

export interface NewTicketProps {
  readonly contact: { id: number; name: string; company: string } | null;
  readonly onClose: () => void;
  readonly onCreated: (ticket: { number: number; title: string }) => void;
}

/** A ticket for somebody who called or stopped by. Only who and what are asked; the rest has defaults. */
export function NewTicket({ contact, onClose, onCreated }: NewTicketProps): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const account = useAccount();
  const desk = useDesk();
  const types = useQuery({ ...readTech(listServiceTypes, {}), staleTime: 300_000 }).data?.items ?? [];
  const uploads = useUploads<FileView>(uploadFile);
  const [pictures, setPictures] = useState(false);
  const key = useRef(crypto.randomUUID());
  // The dialog gives focus to its first button; what is asked first should have it.
  useEffect(() => {
    const timer = setTimeout(() => document.getElementById(contact ? 'field-title' : 'field-contactId')?.focus(), 150);
    return () => clearTimeout(timer);
  }, [contact]);
  const form = useForm<Values>({
    initial: {
      contactId: contact && { value: String(contact.id), label: contact.name, note: contact.company },
      title: '',
      descriptionHtml: '',
      serviceTypeId: '',
      queueId: '',
      priorityId: '',
      categoryId: '',
      contactGroupId: '',
      mine: true,
    },
    validate: ({ contactId, title }) => ({
      ...(contactId ? {} : { contactId: t('new.contactMissing') }),
      ...(title.trim() ? {} : { title: t('new.titleMissing') }),
    }),
    onSubmit: async ({ contactId, title, descriptionHtml, serviceTypeId, queueId, priorityId, categoryId, contactGroupId, mine }) => {
      const ticket = await callTech(
        create,
        {
          body: {
            contactId: Number(contactId?.value),
            title: title.trim(),
            ...(descriptionHtml ? { descriptionHtml } : {}),
            ...(serviceTypeId ? { serviceTypeId: Number(serviceTypeId) } : {}),
            ...(queueId ? { queueId: Number(queueId) } : {}),
            ...(priorityId ? { priorityId: Number(priorityId) } : {}),
            ...(categoryId ? { categoryId: Number(categoryId) } : {}),
            ...(contactGroupId ? { contactGroupId: Number(contactGroupId) } : {}),
            ...(mine ? { assigneeId: account.id } : {}),
            fileIds: uploads.items.flatMap((item) => (item.result ? [item.result.id] : [])),
          },
        },
        { idempotencyKey: key.current },
      ).catch((error: unknown) => {
        // A refusal is an answer: what is sent next is another request.
        key.current = crypto.randomUUID();
        throw error;
      });
      void client.invalidateQueries({ queryKey: keyOf(list) });
      onCreated(ticket);
    },
  });
  const chosenContact = Number(form.values.contactId?.value) || null;
  const ofContact = readTech(listGroups, { query: { contactId: chosenContact ?? 0, state: 'active', limit: 50 } });
  const groups = useQuery({ ...ofContact, enabled: chosenContact !== null }).data?.items ?? [];
  const leave = async () => {
    if (!form.dirty && uploads.items.length === 0) return onClose();
    const sure = await confirm({
      title: t('new.leaveTitle'),
      body: t('new.leaveBody'),
      act: t('new.leave'),
      keep: t('new.stay'),
      danger: true,
    });
    if (sure) onClose();
  };
  const named = (rows: readonly { id: number; name: string }[]) => rows.map((row) => ({ value: String(row.id), label: row.name }));
  return (
    <Dialog
      open
      size="lg"
      title={t('new.title')}
      onClose={() => void leave()}
      actions={
        <>
          <span className={s['mine']}>
            <Checkbox label={t('new.mine')} checked={form.values.mine} onChange={(mine) => form.set('mine', mine)} />
          </span>
          <Button onClick={() => void leave()}>{t('new.cancel')}</Button>
          <Button kind="primary" keys="mod+enter" busy={form.busy || uploads.busy || pictures} onClick={() => void form.submit()}>
            {t('new.create')}
          </Button>
        </>
      }
    >
      <form
        className={s['form']}
        noValidate
        onSubmit={(event) => void form.submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void form.submit(event);
        }}
      >
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live title={t('new.failed')}>
            {sayProblem(form.problem, 'tech')} {t('new.kept')}
          </Banner>
        )}
        <Combobox
          {...form.field('contactId')}
          label={t('new.contact')}
          placeholder={t('new.contactHint')}
          options={findContacts}
          onChange={(option) => {
            form.set('contactId', option);
            // A group of the person chosen before is none of this one's.
            form.set('contactGroupId', '');
          }}
        />
        <TextField {...form.field('title')} label={t('new.subject')} maxLength={300} dir="auto" />
        <div className={s['row']}>
          <Select
            {...form.field('serviceTypeId')}
            optional
            label={t('field.serviceType')}
            placeholder={t('side.none')}
            options={named(types.filter((type) => type.published))}
          />
          <Select
            {...form.field('queueId')}
            optional
            label={t('field.queue')}
            placeholder={t('new.byDefault')}
            options={named(activeQueues(desk))}
          />
          <Select
            {...form.field('priorityId')}
            optional
            label={t('field.priority')}
            placeholder={t('new.byDefault')}
            options={named(activePriorities(desk))}
          />
          <Select
            {...form.field('categoryId')}
            optional
            label={t('field.category')}
            placeholder={t('new.byDefault')}
            options={named(desk.categories.filter((category) => category.active))}
          />
          {groups.length > 0 && (
            <Select
              {...form.field('contactGroupId')}
              optional
              label={t('field.contactGroup')}
              placeholder={t('new.noGroup')}
              options={named(groups)}
            />
          )}
        </div>
        <div className={s['text']}>
          <span className={s['label']}>{t('new.text')}</span>
          <RichText
            framed
            label={t('new.text')}
            onChange={(html) => form.set('descriptionHtml', html)}
            onFiles={uploads.add}
            uploadImage={async (file) => {
              setPictures(true);
              try {
                return await uploadPicture(file);
              } finally {
                setPictures(false);
              }
            }}
          />
        </div>
        <FileDrop uploads={uploads} />
      </form>
    </Dialog>
  );
}

async function findContacts(q: string, signal: AbortSignal): Promise<readonly Option[]> {
  const reply = await callTech(listContacts, { query: { active: true, limit: 20, sort: 'name', ...(q ? { q } : {}) } }, { signal });
  return reply.items.map((row) => ({
    value: String(row.id),
    label: row.name,
    note: [row.company.name, row.email].filter(Boolean).join(' · '),
  }));
}
