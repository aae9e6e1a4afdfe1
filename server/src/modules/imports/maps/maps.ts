import { readFile } from 'node:fs/promises';
import { Refusal } from '../../../kernel/errors.ts';
import type { ImportMap } from './import-map.types.ts';
import { mapProblems } from './map-file.ts';
import { servicenow } from './servicenow.ts';

const SHIPPED: readonly ImportMap[] = [servicenow];

export const mapNames: readonly string[] = SHIPPED.map((map) => map.name);

/** A shipped map by name, or one from a JSON file. @throws Refusal that names what is wrong with it. */
export async function findMap(nameOrPath: string): Promise<ImportMap> {
  const shipped = SHIPPED.find((map) => map.name === nameOrPath);
  if (shipped) return shipped;
  if (!/[./\\]/.test(nameOrPath)) {
    throw new Refusal(
      404,
      'import.mapUnknown',
      `There is no map "${nameOrPath}". Shipped maps: ${mapNames.join(', ')}. A map of your own is a path to a .json file.`,
    );
  }
  const value = await readJson(nameOrPath);
  const problems = mapProblems(value);
  if (problems.length > 0) {
    throw new Refusal(
      422,
      'import.mapWrong',
      [`The map ${nameOrPath} cannot be used:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    );
  }
  return value as ImportMap;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(404, 'import.mapUnknown', `The map ${path} does not exist or cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(422, 'import.mapWrong', `The map ${path} is not JSON: ${(error as Error).message}`);
  }
}
