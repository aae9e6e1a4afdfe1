import * as contract from '@portico/contracts/merges/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { getMerge } from './operations/get-merge.ts';
import { listDuplicates } from './operations/list-duplicates.ts';
import { listMerges } from './operations/list-merges.ts';
import { previewMerge } from './operations/preview-merge.ts';
import { startMerge } from './operations/start-merge.ts';
import { undoMerge } from './operations/undo-merge.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.duplicates, listDuplicates),
  handle(contract.preview, previewMerge),
  handle(contract.start, startMerge),
  handle(contract.list, listMerges),
  handle(contract.get, getMerge),
  handle(contract.undo, undoMerge),
];
