import type { PersonalTable } from './tables.ts';

/** Rows of others that speak of the person: nothing to hand out, but nothing that may stay after an erasure. */
interface Trace extends Pick<PersonalTable, 'mine' | 'erase' | 'ifRedacting'> {
  readonly table: string;
}

/** Others were told of what the person did; each notice names who did it. */
const TOLD = `n.ticket_id is not null and (n.ticket_id, n.change_id) in
  (select l.ticket_id, l.change_id from ticket_timeline l where l.author_id = $id and l.author_kind = 'contact')`;
/** Their titles are the person's words; whoever was told of anything there was told the title. */
const OWN_TICKETS = '(select x.id from tickets x where x.created_by = $id)';

/** A mail about one fact has its notice's key; summaries are noted with what they told of. */
const ONE_BY_ONE = `t.dedupe_key in (select 'notice:' || n.change_id || ':' || n.account_id || ':' || n.ticket_id from notices n where ${TOLD})`;
const summaryOf = (notices: string) => `t.id in (select n.mail_id from notices n where n.mail_id is not null and ${notices})`;

/** That there was a mail stays. One that has not left yet is written anew when it does, from what is there by then. */
const mails = (mine: string): readonly Trace[] => [
  { table: 'inbox_messages', mine: `t.mail_id in (select t.id from mails t where ${mine})`, erase: 'delete' },
  { table: 'mails', mine, erase: { set: { subject: "'–'", html: 'null', body_text: 'null' }, while: "t.subject <> '–'" } },
];
const redacting = (traces: readonly Trace[]): readonly Trace[] => traces.map((trace) => ({ ...trace, ifRedacting: true }));

const NO_TITLE = '["–", "–"]';
/** Apart for each way to find them, so that each has its index. */
const titles = (mine: string): readonly Trace[] => [
  {
    table: 'ticket_timeline',
    mine,
    erase: { set: { changes: `jsonb_set(t.changes, '{title}', '${NO_TITLE}')` }, while: `t.changes -> 'title' <> '${NO_TITLE}'` },
  },
];

/** In the order in which they are erased: notices last, because the mails are found by them. */
export const ELSEWHERE: readonly Trace[] = [
  ...mails(ONE_BY_ONE),
  ...mails(summaryOf(TOLD)),
  ...redacting([
    ...mails(`t.ticket_id in ${OWN_TICKETS}`),
    ...mails(summaryOf(`n.ticket_id in ${OWN_TICKETS}`)),
    ...titles(`t.ticket_id in ${OWN_TICKETS}`),
    ...titles("t.author_id = $id and t.author_kind = 'contact'"),
    {
      table: 'notices',
      mine: `t.ticket_id in ${OWN_TICKETS}`,
      erase: {
        set: {
          subject: `jsonb_set(t.subject, '{values,title}', '"–"', false)`,
          lead: `jsonb_set(t.lead, '{values,title}', '"–"', false)`,
        },
        while: "t.subject #>> '{values,title}' <> '–' or t.lead #>> '{values,title}' <> '–'",
      },
    },
  ]),
  { table: 'notices', mine: `t.id in (select n.id from notices n where ${TOLD})`, erase: 'delete' },
];
