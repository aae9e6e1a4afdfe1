import { describe, expect, it } from 'vitest';
import { fieldErrors } from './form.ts';
import { ApiProblem } from './problem.ts';

const problem = (paths: string[]) =>
  new ApiProblem({
    status: 422,
    code: 'input.invalid',
    detail: 'x',
    traceId: 't',
    fields: paths.map((path) => ({ path, code: 'c', message: `bad ${path}` })),
  });

describe('fieldErrors', () => {
  it('maps pointers and bare names to fields, first sentence wins', () => {
    expect(fieldErrors(problem(['/body/subject', 'subject', '/tags/0']), { subject: '', tags: [] })).toEqual({
      subject: 'bad /body/subject',
      tags: 'bad /tags/0',
    });
  });
  it('leaves paths the form does not know to the page', () => {
    expect(fieldErrors(problem(['/body/other']), { subject: '' })).toEqual({});
  });
});
