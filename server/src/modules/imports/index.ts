export { findMap } from './maps/maps.ts';
export { type ImportRequest, type ImportWatch, importTickets } from './operations/import-tickets.ts';
export type { ImportProgress, ImportReport } from './report.ts';
