import type { Module } from '../../kernel/module.ts';
import { fileChecks } from './files.checks.ts';
import { fileJobs } from './files.jobs.ts';
import { fileLinkRoutes } from './files.links-route.ts';
import { fileRoutes } from './files.routes.ts';

export const filesModule: Module = {
  name: 'files',
  routes: fileRoutes,
  jobs: fileJobs,
  healthChecks: fileChecks,
  rawRoutes: fileLinkRoutes,
};

export { type KeptPicture, keepPicture, recordPicture } from './derived-pictures.ts';
export { linkFiles, relinkFiles, removeFiles, removeFilesOfOwner } from './files.linking.ts';
export { type MayReadOwner, type MayStillRead, registerFileOwner, uploaderOf } from './files.policy.ts';
export { type KeptUpload, keepFile, recordFile } from './files.receiving.ts';
export type { FileRow } from './files.schema.ts';
export type { FileOwner } from './files.store.ts';
export { fileView, fileViews, inlineImageIds, inlineImageLinks, pictureLink, type Viewer, viewerOf } from './files.views.ts';
