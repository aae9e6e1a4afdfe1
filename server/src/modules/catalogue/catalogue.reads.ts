import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { serviceTypes } from './catalogue.schema.ts';

// Subselects name the outer table in words: Drizzle writes a column of a single-table select without its table.
const columns = {
  id: serviceTypes.id,
  name: serviceTypes.name,
  description: serviceTypes.description,
  section: serviceTypes.section,
  icon: serviceTypes.icon,
  titleTemplate: serviceTypes.titleTemplate,
  bodyTemplate: serviceTypes.bodyTemplate,
  queueId: serviceTypes.queueId,
  statusId: serviceTypes.statusId,
  priorityId: serviceTypes.priorityId,
  categoryId: serviceTypes.categoryId,
  sourceId: serviceTypes.sourceId,
  published: serviceTypes.published,
  sort: serviceTypes.sort,
  ticketCount: sql<number>`(select count(*)::int from tickets t where t.service_type_id = service_types.id)`,
  version: serviceTypes.version,
};

const query = (db: Db, where: SQL | undefined) =>
  db
    .select(columns)
    .from(serviceTypes)
    .where(where)
    .orderBy(serviceTypes.sort, sql`lower(${serviceTypes.name})`, serviceTypes.id)
    .limit(1000);

export const listServiceTypeRows = (db: Db, onlyPublished: boolean): Promise<ServiceType[]> =>
  query(db, onlyPublished ? eq(serviceTypes.published, true) : undefined);

export async function getServiceTypeRow(db: Db, id: number): Promise<ServiceType | null> {
  return (await query(db, eq(serviceTypes.id, id)))[0] ?? null;
}
