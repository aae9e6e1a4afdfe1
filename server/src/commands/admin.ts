import { defineCommand, EXIT } from './define-command.ts';
import { runTask } from './run-task.ts';
import { createAdminTask } from './tasks/create-admin.ts';

export const admin = defineCommand(
  {
    call: 'admin create --email E',
    about:
      'Gives the workspace a master administrator and prints a link that signs in once, without mail. If a tech has the address already, the account is enabled again, becomes master administrator and loses its restrictions.',
    words: [],
    options: {
      email: { kind: 'text', value: 'E', about: 'Address of the administrator.', required: true },
      name: { kind: 'text', value: 'N', about: 'Name; without it one is made from the address.' },
    },
    examples: ['admin create --email ann@example.com --name "Ann Lee"'],
  },
  async (input, { options }) => {
    const { terminal } = input;
    const wanted = { email: options.email.trim(), name: options.name?.trim() || null };
    const result = await runTask(input, createAdminTask, wanted, { signal: input.signal, onProgress: () => {} });
    if (options.json) terminal.print(JSON.stringify(result));
    else {
      const did = result.created ? 'is a master administrator now' : 'was there before and is an active master administrator now';
      terminal.complain(`${result.name} <${result.email}> ${did}. This link signs in once, within an hour:`);
      terminal.print(result.link);
    }
    return EXIT.done;
  },
);
