import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Nothing, Page, Paging, Words } from '../kernel/shapes.ts';
import { TAG_PLACES, Tag, TagName, TagType } from './shapes.ts';

export const listTags = route({
  id: 'tags.list',
  method: 'GET',
  path: '/tags',
  permission: 'tech',
  scope: 'tickets:read',
  tx: 'none',
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })), for: Type.Optional(Words(TAG_PLACES)) }),
  reply: { tech: Type.Object({ items: Type.Array(Type.Object({ id: Id, name: Type.String(), type: TagType })) }) },
  errors: [],
  summary: 'Suggested tags',
  description: 'At most 50, those beginning with `q` first. With `for` only those whose type belongs there, defined ones before free ones.',
});
export const manage = route({
  id: 'tags.manage',
  method: 'GET',
  path: '/tags/manage',
  permission: 'advanced',
  scope: 'tickets:read',
  tx: 'none',
  query: Type.Object({ ...Paging, q: Type.Optional(Type.String({ maxLength: 60 })), type: Type.Optional(TagType) }),
  reply: { tech: Page(Tag) },
  errors: ['cursor.invalid', 'role.restricted'],
  summary: 'All tags with their use',
  description:
    'Advanced techs and administrators. Techs restricted to certain companies or queues would count what they may not see: refused.',
});
export const create = route({
  id: 'tags.create',
  method: 'POST',
  path: '/tags',
  permission: 'advanced',
  scope: 'tickets:write',
  tx: 'write',
  status: 201,
  body: Type.Object({ name: TagName, type: TagType }, { additionalProperties: false }),
  reply: { tech: Tag },
  errors: ['tag.nameTaken', 'role.restricted'],
  summary: 'Define a tag',
  description: 'Advanced techs and administrators who are restricted in nothing.',
});
export const update = route({
  id: 'tags.update',
  method: 'PATCH',
  path: '/tags/{id}',
  permission: 'advanced',
  scope: 'tickets:write',
  tx: 'write',
  params: ById,
  body: Type.Object({ name: Type.Optional(TagName), type: Type.Optional(TagType) }, { additionalProperties: false }),
  versioned: true,
  reply: { tech: Tag },
  errors: ['tag.notFound', 'tag.nameTaken', 'role.restricted', 'version.conflict'],
  summary: 'Rename a tag or change its type',
  description: 'Everything that carries the tag shows the new name. As tags.create.',
});
export const merge = route({
  id: 'tags.merge',
  method: 'POST',
  path: '/tags/{id}/merge',
  permission: 'advanced',
  scope: 'tickets:write',
  tx: 'write',
  params: ById,
  body: Type.Object({ intoId: Id }, { additionalProperties: false }),
  reply: { tech: Tag },
  errors: ['tag.notFound', 'tag.mergeSelf', 'role.restricted'],
  summary: 'Merge a tag into another',
  description: 'Whatever carries the first carries the second afterwards; the first is gone. As tags.create.',
});
export const remove = route({
  id: 'tags.delete',
  method: 'DELETE',
  path: '/tags/{id}',
  permission: 'advanced',
  scope: 'tickets:write',
  tx: 'write',
  params: ById,
  status: 204,
  reply: { tech: Nothing },
  errors: ['tag.notFound', 'role.restricted'],
  summary: 'Delete a tag',
  description: 'It is taken from everything that carries it. As tags.create.',
});
