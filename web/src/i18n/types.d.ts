import 'i18next';
import type address from './en/address.json';
import type admin from './en/admin.json';
import type care from './en/care.json';
import type client from './en/client.json';
import type directories from './en/directories.json';
import type entry from './en/entry.json';
import type notifications from './en/notifications.json';
import type passkeys from './en/passkeys.json';
import type people from './en/people.json';
import type privacy from './en/privacy.json';
import type profile from './en/profile.json';
import type records from './en/records.json';
import type secondFactor from './en/second-factor.json';
import type signIn from './en/sign-in.json';
import type tech from './en/tech.json';
import type ui from './en/ui.json';

/** Makes a wrong key a type error. A new area is added here and in both languages. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: {
      ui: typeof ui;
      client: typeof client;
      tech: typeof tech;
      address: typeof address;
      admin: typeof admin;
      care: typeof care;
      directories: typeof directories;
      entry: typeof entry;
      notifications: typeof notifications;
      passkeys: typeof passkeys;
      people: typeof people;
      privacy: typeof privacy;
      profile: typeof profile;
      records: typeof records;
      'second-factor': typeof secondFactor;
      'sign-in': typeof signIn;
    };
  }
}
