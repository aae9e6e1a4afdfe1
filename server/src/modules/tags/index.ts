import type { Module } from '../../kernel/module.ts';
import { events } from './tags.events.ts';
import { routes } from './tags.routes.ts';

export { changedTags, cleanTags, MOST_TAGS, tooManyTags } from './tags.rules.ts';
export { carriesTag, ensureTags, setTags } from './tags.store.ts';

export const tagsModule: Module = { name: 'tags', routes, events };
