import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupPolicy, myGroups } from '../../features/contact-groups/groups.queries.ts';
import { RequestForm } from '../../features/requests/RequestForm.tsx';
import { textToHtml } from '../../features/requests/text-html.ts';
import { servicesOf } from '../../features/services/services.queries.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { draftKeyOf } from './kept-drafts.ts';
import s from './NewRequestPage.module.css';
import { NotFound } from './NotFound.tsx';
import { useMe } from './session-query.ts';

export function NewRequestPage(): ReactNode {
  const { t } = useTranslation('client');
  const { service: wanted } = useParams({ from: '/new/$service' });
  const { title = '', group } = useSearch({ from: '/new/$service' });
  const me = useMe();
  const navigate = useNavigate();
  const [uploading, setUploading] = useState(false);
  // Words are kept by themselves; only files on their way would be lost.
  const mayLeave = useUnsavedGuard(uploading);
  useBlocker({ shouldBlockFn: async () => uploading && !(await mayLeave()), enableBeforeUnload: false });
  const found = useQuery(servicesOf());
  const groups = useQuery(myGroups());
  const policy = useQuery(groupPolicy());
  // The form keeps what it began with, so the groups are there before it; should they fail, the server still asks.
  if (found.isPending || groups.isPending) return <SkeletonText lines={5} label={t('new.loading')} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const service = found.data.items.find((item) => String(item.id) === wanted);
  if (!service && !(wanted === 'other' && found.data.somethingElse)) return <NotFound />;
  // A template that asks is a hint for the title, one that tells is its beginning.
  const template = service?.titleTemplate ?? '';
  const asks = /[?？؟]\s*$/.test(template);
  return (
    <Page
      title={service?.name ?? t('services.other')}
      intro={service?.description ?? t('new.otherIntro')}
      back={
        <Link to="/new" className={s['back']}>
          <Icon name="chevron-start" size={16} />
          {t('new.back')}
        </Link>
      }
    >
      <div className={s['grid']}>
        <RequestForm
          key={wanted}
          draftKey={draftKeyOf(wanted)}
          serviceTypeId={service?.id ?? null}
          start={{ title: title || (asks ? '' : template), html: bodyOf(service?.bodyTemplate ?? '') }}
          question={asks ? template : ''}
          mayActForOthers={me.isManager}
          groups={{
            options: (groups.data ?? []).map((one) => ({ value: String(one.id), label: one.name })),
            required: policy.data?.policy === 'required',
            start: group ? String(group) : '',
          }}
          onBusy={setUploading}
          onCreated={(ticket) =>
            void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) }, state: { created: true } as never })
          }
        />
        <WhatHappens icon={service ? serviceIcon(service.icon) : 'help'} />
      </div>
    </Page>
  );
}

const bodyOf = (template: string): string => (/^\s*</.test(template) ? template : textToHtml(template));

function WhatHappens({ icon }: { icon: IconName }): ReactNode {
  const { t } = useTranslation('client');
  const steps: readonly { readonly icon: IconName; readonly text: string }[] = [
    { icon, text: t('next.received') },
    { icon: 'person', text: t('next.taken') },
    { icon: 'mail', text: t('next.mail') },
  ];
  return (
    <Card className={s['next']}>
      <h2>{t('next.title')}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step.text}>
            <Icon name={step.icon} />
            <span>{step.text}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
