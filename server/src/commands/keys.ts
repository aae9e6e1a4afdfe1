import { defineCommand, EXIT } from './define-command.ts';
import { runTask } from './run-task.ts';
import { createKeyTask } from './tasks/create-key.ts';

export const keys = defineCommand(
  {
    call: 'keys create --name N --scope S',
    about: 'Creates an API key. It belongs to a tech and has that person’s rights within its scopes. The key is shown once.',
    words: [],
    options: {
      name: { kind: 'text', value: 'N', about: 'What the key is for.', required: true },
      scope: { kind: 'texts', value: 'S', about: 'tickets:read, tickets:write, people:read, …, or *.', required: true },
      as: { kind: 'text', value: 'EMAIL', about: 'Whose key it is; "admin" (the default) is the first master administrator.' },
      'may-act-as': { kind: 'flag', about: 'The key may send Act-As to act for others.' },
    },
    examples: ['keys create --name monitoring --scope tickets:read --scope tickets:write'],
  },
  async (input, { options }) => {
    const { terminal } = input;
    const wanted = { name: options.name, scopes: options.scope, as: options.as ?? 'admin', mayActAs: options['may-act-as'] };
    const key = await runTask(input, createKeyTask, wanted, { signal: input.signal, onProgress: () => {} });
    if (options.json) terminal.print(JSON.stringify(key));
    else {
      terminal.complain(`The key "${key.name}" of ${key.owner} may: ${key.scopes.join(', ')}. It is shown only now:`);
      terminal.print(key.token);
    }
    return EXIT.done;
  },
);
