import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Nothing, Nullable } from '../kernel/shapes.ts';
import { Draft } from './shapes.ts';

const DraftKey = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100, pattern: '^[a-z]+:[a-z0-9:-]+$' }) });
export const getDraft = route({
  id: 'drafts.get',
  method: 'GET',
  path: '/drafts/{key}',
  permission: 'signed-in',
  scope: null,
  tx: 'none',
  params: DraftKey,
  reply: { contact: Nullable(Draft), tech: Nullable(Draft) },
  errors: [],
  summary: 'A draft',
  description: 'What I was writing under this key (`ticket:12:reply`), or null.',
});
export const saveDraft = route({
  id: 'drafts.save',
  method: 'PUT',
  path: '/drafts/{key}',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  whenImpersonated: 'allowed',
  params: DraftKey,
  body: Type.Object({ body: Type.Unknown() }, { additionalProperties: false }),
  status: 204,
  reply: { contact: Nothing, tech: Nothing },
  errors: ['draft.tooLarge', 'draft.tooMany'],
  summary: 'Save a draft',
  description: 'At most 300 kB each and 200 drafts a person; the oldest goes first.',
});
export const deleteDraft = route({
  id: 'drafts.delete',
  method: 'DELETE',
  path: '/drafts/{key}',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  whenImpersonated: 'allowed',
  params: DraftKey,
  status: 204,
  reply: { contact: Nothing, tech: Nothing },
  errors: [],
  summary: 'Discard a draft',
  description: 'Nothing happens when there is none.',
});
