import { get, setPassword, update } from '@portico/contracts/techs/routes.ts';
import type { Tech } from '@portico/contracts/techs/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink, RouterButton } from '../../ui/records/links.tsx';
import { PasskeysPanel } from '../../ui/records/PasskeysPanel.tsx';
import { PasswordPanel } from '../../ui/records/PasswordPanel.tsx';
import { PictureField } from '../../ui/records/PictureField.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { SecondFactorPanel } from '../../ui/records/SecondFactorPanel.tsx';
import { SessionsPanel } from '../../ui/records/SessionsPanel.tsx';
import { Standing } from '../../ui/records/Standing.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { TechFields, useTechNames } from './TechFields.tsx';
import { checkTech, type TechValues, techPatch, techValues } from './tech-form.ts';

export function TechPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const tech = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/techs">{t('nav.techs')}</BackLink>;
  if (tech.data) return <Loaded tech={tech.data} back={back} />;
  return (
    <Page title={t('nav.techs')} back={back}>
      {tech.isError ? (
        <ErrorState error={tech.error} onRetry={() => void tech.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function keepTech(queries: QueryClient, stored: Tech): Tech {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['techs.list'] });
  return stored;
}

function Loaded({ tech, back }: { tech: Tech; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const isMaster = useIsMasterAdmin();
  const input = { params: { id: tech.id } };
  const names = useTechNames();
  const form = useRecordForm<Tech, TechValues>({
    record: tech,
    valuesOf: techValues,
    validate: (values) => checkTech(values, t),
    save: async (patch, version) => {
      const stored = keepTech(queries, await callTech(update, { ...input, body: techPatch(patch) }, { ifMatch: version }));
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const show = (field: string, value: unknown): string =>
    field === 'role'
      ? t(`role.${value as TechValues['role']}.name`)
      : field === 'queueIds' || field === 'companyIds'
        ? value === null
          ? t(`techs.all.${field}`)
          : t('techs.chosen', { count: (value as number[]).length })
        : String(value ?? '');
  return (
    <Page
      title={tech.name}
      heading={
        <>
          <Name>{tech.name}</Name> {!tech.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      }
      before={<Avatar size={48} person={{ id: tech.id, name: tech.name, pictureUrl: tech.picture }} />}
      intro={[t(`role.${tech.role}.name`), ...tech.teams.map((team) => team.name)].join(' · ')}
      back={back}
      actions={
        <>
          <RouterButton icon="shield" to="/techs/$id/access" params={{ id: String(tech.id) } as never}>
            {t('rights.open')}
          </RouterButton>
          <TechStanding tech={tech} locked={!isMaster} />
        </>
      }
    >
      <RecordForm form={form} submitLabel={t('save')} locked={isMaster ? undefined : t('locked.master')}>
        <TechFields form={form} locked={!isMaster} />
        <ConflictDialog form={form} names={names} show={show} />
      </RecordForm>
      <FormCard title={t('contacts.picture')} hint={t('contacts.pictureHint')}>
        <PictureField
          person={tech}
          locked={!isMaster}
          onChanged={() => {
            void queries.invalidateQueries({ queryKey: keyOf(get, input) });
            void queries.invalidateQueries({ queryKey: ['techs.list'] });
          }}
        />
      </FormCard>
      <FormCard title={t('contacts.password')} hint={t('contacts.passwordHint')}>
        <PasswordPanel
          name={tech.name}
          hasPassword={tech.hasPassword}
          locked={!isMaster}
          save={async (password) => keepTech(queries, await callTech(setPassword, { ...input, body: { password } }))}
        />
      </FormCard>
      <SessionsPanel person={tech} locked={!isMaster} />
      <PasskeysPanel id={tech.id} name={tech.name} />
      <SecondFactorPanel id={tech.id} name={tech.name} />
    </Page>
  );
}

function TechStanding({ tech, locked }: { tech: Tech; locked: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: tech.id } };
  const { name } = tech;
  return (
    <Standing
      locked={locked}
      active={tech.active}
      version={tech.version}
      words={{
        disable: t('techs.disable'),
        enable: t('techs.enable'),
        keep: t('contacts.keep'),
        title: t('contacts.disableTitle', { name }),
        body: t('techs.disableBody', { name, count: tech.openTicketCount }),
        disabled: t('contacts.disabled', { name }),
        enabled: t('contacts.enabled', { name }),
      }}
      put={async (active, version) =>
        keepTech(queries, await callTech(update, { ...input, body: { active } }, { ifMatch: version })).version
      }
      onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
    />
  );
}
