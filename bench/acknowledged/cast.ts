import type { Api } from './api.ts';

/** The people of a run: each client has a contact and a tech of its own, one tech is assigned everything. */
export interface Cast {
  readonly contacts: readonly number[];
  readonly techs: readonly number[];
  readonly assignee: number;
  /** Two open statuses to switch between; neither is set by a customer's update or by reopening. */
  readonly statuses: readonly [number, number];
}

/** Makes the people through the API. The workspace needs an administrator, a service desk and nothing else. */
export async function makeCast(api: Api, run: string, clients: number): Promise<Cast> {
  const made = async (path: string, body: unknown): Promise<number> => {
    const answer = await api.post(path, body);
    if (answer.status !== 201) throw new Error(`POST ${path} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body.id as number;
  };
  const companyId = await made('/companies', { name: `Company ${run}` });
  const contacts: number[] = [];
  const techs: number[] = [];
  for (let n = 0; n < clients; n++) {
    contacts.push(await made('/contacts', { companyId, name: `Contact ${n}`, email: `contact-${n}-${run}@example.test` }));
    techs.push(await made('/techs', { name: `Tech ${n}`, email: `tech-${n}-${run}@example.test`, role: 'advanced' }));
  }
  const assignee = await made('/techs', { name: 'Assignee', email: `assignee-${run}@example.test`, role: 'advanced' });
  const { items } = (await api.get('/statuses')).body as { items: { id: number; kind: string; active: boolean }[] };
  const ofKind = (kind: string): number => items.find((status) => status.active && status.kind === kind)?.id ?? 0;
  return { contacts, techs, assignee, statuses: [ofKind('waiting-you'), ofKind('waiting-other')] };
}
