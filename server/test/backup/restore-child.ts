// Started by killed-restore.deep.test.ts and killed while it stores a file: restores argv[2] into DATA_DIR argv[3], database argv[4].

import { restoreWorkspace } from '../../src/modules/backups/restore-workspace.ts';
import { testLog } from '../harness.ts';
import { configOf, watch } from './awkward-workspace.ts';

const [, , path = '', dataDir = '', url = ''] = process.argv;
await restoreWorkspace({ config: configOf(dataDir, url === '' ? null : url), log: testLog }, { path, passphraseFile: null }, watch);
process.exit(0);
