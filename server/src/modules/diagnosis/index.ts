import type { Module } from '../../kernel/module.ts';
import { routes } from './diagnosis.routes.ts';

export const diagnosisModule: Module = { name: 'diagnosis', routes };
