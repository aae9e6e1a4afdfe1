import { type Static, Type } from 'typebox';
import { Id, Nullable, Version } from '../kernel/shapes.ts';

export const ServiceTypeForContact = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  section: Type.String(),
  icon: Type.String(),
  titleTemplate: Type.String(),
  bodyTemplate: Type.String(),
});
export type ServiceTypeForContact = Static<typeof ServiceTypeForContact>;
export const ServiceType = Type.Object({
  ...ServiceTypeForContact.properties,
  queueId: Nullable(Id),
  statusId: Nullable(Id),
  priorityId: Nullable(Id),
  categoryId: Nullable(Id),
  sourceId: Nullable(Id),
  published: Type.Boolean(),
  sort: Type.Integer(),
  ticketCount: Type.Integer(),
  version: Version,
});
export type ServiceType = Static<typeof ServiceType>;
const OptionalId = Type.Optional(Nullable(Id));
const fields = {
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  section: Type.Optional(Type.String({ maxLength: 100 })),
  icon: Type.Optional(Type.String({ maxLength: 40, pattern: '^[a-z0-9-]+$' })),
  titleTemplate: Type.Optional(Type.String({ maxLength: 300 })),
  bodyTemplate: Type.Optional(Type.String({ maxLength: 20_000 })),
  queueId: OptionalId,
  statusId: OptionalId,
  priorityId: OptionalId,
  categoryId: OptionalId,
  sourceId: OptionalId,
  published: Type.Optional(Type.Boolean()),
  sort: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
};
export const NewServiceType = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }), ...fields },
  { additionalProperties: false },
);
export const ServiceTypePatch = Type.Object(
  { name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })), ...fields },
  { additionalProperties: false },
);
/** What a contact may ask for. */
export const CatalogueForContact = Type.Object({ items: Type.Array(ServiceTypeForContact), somethingElse: Type.Boolean() });
