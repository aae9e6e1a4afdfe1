import type { Module } from '../../kernel/module.ts';
import { jobs } from './contact-imports.jobs.ts';
import { routes } from './contact-imports.routes.ts';

export const contactImportsModule: Module = { name: 'contact-imports', routes, jobs };
