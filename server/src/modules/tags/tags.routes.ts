import * as contract from '@portico/contracts/tags/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createTag } from './operations/create-tag.ts';
import { deleteTag } from './operations/delete-tag.ts';
import { listAllTags } from './operations/list-all-tags.ts';
import { listTags } from './operations/list-tags.ts';
import { mergeTag } from './operations/merge-tag.ts';
import { updateTag } from './operations/update-tag.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.listTags, listTags),
  handle(contract.manage, listAllTags),
  handle(contract.create, createTag),
  handle(contract.update, updateTag),
  handle(contract.merge, mergeTag),
  handle(contract.remove, deleteTag),
];
