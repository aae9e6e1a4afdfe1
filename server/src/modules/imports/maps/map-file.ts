import { Type } from 'typebox';
import { Value } from 'typebox/value';

// The shape of ImportMap for maps that come from a file, so that a slip is named instead of failing halfway.

const Word = Type.String({ minLength: 1, maxLength: 500 });
const only = <const T extends string | boolean>(value: T) => Type.Literal(value);
const Kind = Type.Union(
  (['new', 'progress', 'waiting-you', 'waiting-other', 'approval', 'scheduled', 'resolved', 'closed'] as const).map((kind) => only(kind)),
);
const strict = { additionalProperties: false } as const;
const Column = Type.Object({ column: Word }, strict);
const person = { column: Word, create: only(true), name: Word, email: Word, signIn: only(false) };

const MapFile = Type.Object(
  {
    name: Word,
    title: Word,
    system: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }),
    file: Type.Object(
      { encoding: only('utf-8'), delimiter: only(','), quote: only('"'), unknown: Type.String(), rowOrder: only('file') },
      strict,
    ),
    identity: Column,
    times: Type.Object(
      {
        format: only('dd-mm-yyyy hh:MM'),
        timeZone: Word,
        ambiguous: only('first'),
        update: Column,
        created: Type.Object({ column: Word, with: only('earliest') }, strict),
        backwards: only('next-row'),
      },
      strict,
    ),
    ticket: Type.Object({ title: Word, description: Type.String({ maxLength: 5_000 }) }, strict),
    fields: Type.Object(
      {
        status: Type.Object({ column: Word, values: Type.Record(Type.String(), Type.Object({ name: Word, kind: Kind }, strict)) }, strict),
        priority: Type.Object(
          {
            column: Word,
            values: Type.Record(Type.String(), Type.Union((['Urgent', 'High', 'Normal', 'Low'] as const).map((name) => only(name)))),
          },
          strict,
        ),
        team: Type.Object({ column: Word, create: only(true) }, strict),
        source: Type.Object({ column: Word, values: Type.Record(Type.String(), Word), otherwise: Word }, strict),
        category: Type.Object({ column: Word, under: Word, name: Word, create: only(true) }, strict),
      },
      strict,
    ),
    people: Type.Object(
      {
        requester: Type.Object(person, strict),
        assignee: Type.Object({ ...person, role: only('member') }, strict),
      },
      strict,
    ),
    changeAuthor: Column,
    defaults: Type.Object({ company: Type.Object({ name: Word, create: only(true) }, strict), queue: Word }, strict),
    reopening: Type.Object({ from: Type.Array(Kind) }, strict),
    attributes: Type.Array(
      Type.Object(
        {
          column: Word,
          label: Word,
          row: Type.Union([only('first'), only('last')]),
          type: Type.Union([only('text'), only('integer'), only('boolean'), only('time')]),
        },
        strict,
      ),
    ),
    comparisons: Type.Array(
      Type.Object(
        {
          column: Word,
          label: Word,
          counted: Type.Union([only('team-changes'), only('reopenings'), only('updates')]),
          rows: Type.Union([only('last'), only('every')]),
        },
        strict,
      ),
    ),
    ignored: Type.Array(Word),
  },
  strict,
);

/** What is wrong with a map, in words; empty when it can be used. */
export function mapProblems(value: unknown): string[] {
  return Value.Errors(MapFile, value).map((error) => `${error.instancePath.replaceAll('/', '.').slice(1) || 'the map'} ${error.message}`);
}
