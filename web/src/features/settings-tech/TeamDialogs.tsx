import type { Team } from '@portico/contracts/teams/shapes.ts';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextArea } from '../../ui/TextField.tsx';

interface WordsProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly act: string;
  /** Words are needed; this is said when there are none. */
  readonly needed?: string;
  readonly onClose: () => void;
  readonly send: (words: string) => Promise<void>;
}

/** A question that is answered with a few words. */
export function WordsDialog({ title, label, hint, act, needed, onClose, send }: WordsProps): ReactNode {
  const { t } = useTranslation('tech');
  const id = useId();
  const form = useForm({
    initial: { words: '' },
    validate: ({ words }): Record<string, string> => (needed && !words.trim() ? { words: needed } : {}),
    onSubmit: said('tech', async ({ words }: { words: string }) => {
      await send(words.trim());
      onClose();
    }),
  });
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('teams.cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {act}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'tech')}
          </Banner>
        )}
        <TextArea {...form.field('words')} label={label} optional={!needed} maxLength={500} {...(hint ? { hint } : {})} />
      </form>
    </Dialog>
  );
}

export function AskDialog(props: { team: Team; onClose: () => void; send: (words: string) => Promise<void> }): ReactNode {
  const { t } = useTranslation('tech');
  const { team, ...rest } = props;
  return (
    <WordsDialog
      {...rest}
      title={t('teams.askTitle', { team: team.name })}
      label={t('teams.message')}
      hint={t('teams.messageHint')}
      act={t('teams.send')}
    />
  );
}

/** The only lead names another before leaving. */
export function HandOverDialog(props: {
  team: Team;
  people: Team['members'];
  onClose: () => void;
  send: (newLeadId: number) => Promise<void>;
}): ReactNode {
  const { t } = useTranslation('tech');
  const id = useId();
  const form = useForm({
    initial: { newLeadId: '' },
    validate: ({ newLeadId }): Record<string, string> => (newLeadId ? {} : { newLeadId: t('teams.newLeadNeeded') }),
    onSubmit: said('tech', async ({ newLeadId }: { newLeadId: string }) => {
      await props.send(Number(newLeadId));
      props.onClose();
    }),
  });
  return (
    <Dialog
      open
      title={t('teams.leaveTitle', { team: props.team.name })}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{t('teams.stay')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {t('teams.leave')}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'tech')}
          </Banner>
        )}
        <Select
          {...form.field('newLeadId')}
          label={t('teams.newLead')}
          hint={t('teams.newLeadHint')}
          options={props.people.map((one) => ({ value: String(one.id), label: one.name }))}
        />
      </form>
    </Dialog>
  );
}
