import { search } from '@portico/contracts/search/routes.ts';
import { handle, type Module } from '../../kernel/module.ts';
import { searchAll } from './operations/search-all.ts';

export const searchModule: Module = { name: 'search', routes: [handle(search, searchAll)] };
