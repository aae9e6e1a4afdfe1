import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take ten seconds and more, longest first. Vitest starts with the largest files while it knows no times, and a fresh clone
 * knows none: small files that start whole servers would come last and keep one worker busy while the other has nothing to do.
 */
const LONG: readonly string[] = [
  'test/crash/sigkill',
  'test/upgrades/start-faults',
  'test/backup/hundred-thousand',
  'test/processes/rolling',
  'test/crash/database-loss',
  'test/backup/under-load',
  'test/faults/s3',
  'src/commands/commands',
  'test/bad-input/script-in-every-text-field',
  'test/matrix/access',
  'test/boot',
  'src/kernel/db/embedded',
  'test/matrix/what-people-see',
  'test/upgrades/upgrade',
  'src/modules/imports/operations/import-tickets',
  'src/modules/access/operations/sign-in-by-code',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((part) => moduleId.includes(`/server/${part}.`));
  return place === -1 ? LONG.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((a, b) => placeOf(a) - placeOf(b));
  }
}
