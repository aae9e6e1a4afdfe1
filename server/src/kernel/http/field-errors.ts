import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldProblem } from './field-problem.ts';

type Failure = TLocalizedValidationError;

/** Turns the checker's findings into one plain sentence per wrong field. */
export function fieldProblems(failures: readonly Failure[]): FieldProblem[] {
  const byPath = Map.groupBy(withoutUnionNoise(failures).flatMap(explain), (one) => one.path);
  // "Not an e-mail address" says more than "too short".
  return [...byPath.values()].flatMap((group) => group.find((one) => one.code === 'format') ?? group.slice(0, 1));
}

/**
 * A union reports the failures of every branch. Only the branch the sender meant is worth reading: the one whose type and
 * discriminating constants fit, and of those the one with the fewest failures. `null` of a nullable field never is.
 */
function withoutUnionNoise(failures: readonly Failure[]): Failure[] {
  const union = failures.filter((one) => one.keyword === 'anyOf').sort((a, b) => a.schemaPath.length - b.schemaPath.length)[0];
  if (!union) return [...failures];
  const prefix = `${union.schemaPath}/anyOf/`;
  const isInside = (one: Failure) => one.schemaPath.startsWith(prefix) && one.instancePath.startsWith(union.instancePath);
  const branches = Map.groupBy(failures.filter(isInside), (one) => one.schemaPath.slice(prefix.length).split('/')[0] ?? '');
  const chosen = meantBranch([...branches.values()], union.instancePath);
  const rest = failures.filter((one) => one !== union && !isInside(one));
  return [...withoutUnionNoise(rest), ...(chosen ? withoutUnionNoise(chosen) : [union].map(asGeneric))];
}

function meantBranch(branches: readonly Failure[][], at: string): Failure[] | undefined {
  const wanted = branches.filter(
    (branch) => !branch.some((one) => one.keyword === 'type' && one.params.type === 'null' && one.instancePath === at),
  );
  const ofType = wanted.filter((branch) => !branch.some((one) => one.keyword === 'type' && one.instancePath === at));
  if (ofType.length === 0) return wanted.length === 1 ? wanted[0] : undefined;
  const ofConstant = ofType.filter((branch) => !branch.some((one) => one.keyword === 'const'));
  return (ofConstant.length > 0 ? ofConstant : ofType).toSorted((a, b) => a.length - b.length)[0];
}

/** Marks a union nobody could have meant, so that it is explained and not unfolded again. */
const asGeneric = (failure: Failure): Failure => ({ ...failure, keyword: 'not', params: {} }) as Failure;

function explain(failure: Failure): FieldProblem[] {
  const path = dotted(failure.instancePath);
  switch (failure.keyword) {
    case 'required':
      return failure.params.requiredProperties.map((name) => problem(under(path, name), 'required', 'This field is required.'));
    case 'additionalProperties':
      return failure.params.additionalProperties.map((name) => problem(under(path, name), 'unknown', 'There is no such field here.'));
    case 'unevaluatedProperties':
      return failure.params.unevaluatedProperties.map((name) =>
        problem(under(path, String(name)), 'unknown', 'There is no such field here.'),
      );
    case 'boolean':
      // The refused field itself; its parent reports it by name.
      return [];
    default: {
      const [code, message] = sentence(failure);
      return [problem(path, code, message)];
    }
  }
}

function sentence(failure: Failure): [code: string, message: string] {
  switch (failure.keyword) {
    case 'type':
      return ['type', `This must be ${typeName(failure.params.type)}.`];
    case 'enum':
      return ['choice', `This must be one of: ${failure.params.allowedValues.join(', ')}.`];
    case 'const':
      return ['choice', `This must be ${JSON.stringify(failure.params.allowedValue)}.`];
    case 'format':
      return ['format', `This must be ${formatName(failure.params.format)}.`];
    case 'pattern':
      return ['pattern', 'This does not have the expected form.'];
    case 'minLength':
      return failure.params.limit === 1
        ? ['required', 'This must not be empty.']
        : ['tooShort', `This must have at least ${failure.params.limit} characters.`];
    case 'maxLength':
      return ['tooLong', `This must have at most ${failure.params.limit} characters.`];
    case 'minItems':
      return ['tooFew', `Give at least ${failure.params.limit}.`];
    case 'maxItems':
      return ['tooMany', `Give at most ${failure.params.limit}.`];
    case 'minProperties':
      return ['tooFew', 'Give at least one field to change.'];
    case 'uniqueItems':
      return ['repeated', 'Give each value only once.'];
    case 'minimum':
    case 'exclusiveMinimum':
      return ['tooSmall', `This must be ${failure.keyword === 'minimum' ? 'at least' : 'more than'} ${failure.params.limit}.`];
    case 'maximum':
    case 'exclusiveMaximum':
      return ['tooLarge', `This must be ${failure.keyword === 'maximum' ? 'at most' : 'less than'} ${failure.params.limit}.`];
    default:
      return ['invalid', 'This value does not have an accepted form.'];
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const typeName = (type: string | readonly string[]): string =>
  typeof type === 'string' ? (typeNames[type] ?? type) : type.map(typeName).join(' or ');

const formatNames: Readonly<Record<string, string>> = {
  'date-time': 'a date and time such as 2026-11-21T08:51:00.000Z',
  date: 'an existing date such as 2026-11-21',
  email: 'an e-mail address such as name@example.com',
  uri: 'a full link such as https://example.com/page',
  url: 'a full web address such as https://example.com/page',
  uuid: 'a UUID',
};
const formatName = (format: string): string => formatNames[format] ?? `valid (${format})`;

const problem = (path: string, code: string, message: string): FieldProblem => ({ path, code, message });
const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
/** JSON pointer → dotted path. */
const dotted = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
