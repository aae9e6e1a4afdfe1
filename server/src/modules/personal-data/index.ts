import type { Module } from '../../kernel/module.ts';
import { events } from './personal-data.events.ts';
import { registerExportFiles } from './personal-data.files.ts';
import { jobs } from './personal-data.jobs.ts';
import { routes } from './personal-data.routes.ts';

registerExportFiles();

export const personalDataModule: Module = { name: 'personal-data', routes, events, jobs };
