import { ENTERPRISE, GROUP, USER } from './attributes.rules.ts';
import { MOST_LISTED } from './listing.rules.ts';
import { locationOf, ROOT } from './locations.rules.ts';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';

/** What this server can do of what SCIM may be. */
export const serviceProviderConfig = (publicUrl: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_LISTED },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token that the administration of the portal shows once when a connection is made or its token is renewed.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${publicUrl}${ROOT}/ServiceProviderConfig` },
});

export const resourceTypes = (publicUrl: string) => [
  {
    schemas: [RESOURCE_TYPE],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'A person',
    schema: USER,
    schemaExtensions: [{ schema: ENTERPRISE, required: false }],
    meta: { resourceType: 'ResourceType', location: locationOf(publicUrl, 'ResourceTypes', 'User') },
  },
  {
    schemas: [RESOURCE_TYPE],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'A group of people',
    schema: GROUP,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: locationOf(publicUrl, 'ResourceTypes', 'Group') },
  },
];

interface More {
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference';
  readonly required?: boolean;
  readonly multiValued?: boolean;
  readonly uniqueness?: 'none' | 'server';
  readonly subAttributes?: readonly object[];
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly mutability?: 'readWrite' | 'immutable';
  readonly caseExact?: boolean;
}
const attribute = (name: string, description: string, more: More = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  ...(more.type === undefined || more.type === 'string' || more.type === 'reference' ? { caseExact: false } : {}),
  mutability: 'readWrite',
  returned: 'default',
  ...(more.type === 'boolean' || more.type === 'complex' ? {} : { uniqueness: 'none' }),
  ...more,
});
const complex = (name: string, description: string, subAttributes: readonly object[], more: More = {}) =>
  attribute(name, description, { type: 'complex', subAttributes, ...more });

/** Only what is kept: other attributes of the standard are accepted and left out. */
export const schemas = (publicUrl: string) =>
  [
    {
      id: USER,
      name: 'User',
      description: 'A person',
      attributes: [
        attribute('userName', 'How the directory calls the person; unique within the connection', { required: true, uniqueness: 'server' }),
        complex('name', 'The parts of the name', [
          attribute('formatted', 'The whole name'),
          attribute('familyName', 'Family name'),
          attribute('givenName', 'Given name'),
        ]),
        attribute('displayName', 'The name people see'),
        attribute('title', 'Job title'),
        attribute('preferredLanguage', 'Language of mails and pages: English or German'),
        attribute('locale', 'Stands for preferredLanguage where that is missing'),
        attribute('timezone', 'A zone of the IANA database, such as Europe/Berlin'),
        attribute('active', 'Whether the account is open', { type: 'boolean' }),
        complex(
          'emails',
          'One address is kept: the one for work',
          [
            attribute('value', 'The address'),
            attribute('type', 'What it is for', { canonicalValues: ['work'] }),
            attribute('primary', 'Whether it is the one to write to', { type: 'boolean' }),
          ],
          { multiValued: true },
        ),
        complex(
          'phoneNumbers',
          'Two numbers are kept: for work, and mobile',
          [attribute('value', 'The number'), attribute('type', 'What it is for', { canonicalValues: ['work', 'mobile'] })],
          { multiValued: true },
        ),
      ],
    },
    {
      id: GROUP,
      name: 'Group',
      description: 'A group of people',
      attributes: [
        attribute('displayName', 'The name of the group', { required: true }),
        complex(
          'members',
          'Users of the same connection',
          [
            attribute('value', 'Id of the user', { mutability: 'immutable' }),
            attribute('$ref', 'Address of the user', { type: 'reference', referenceTypes: ['User'], mutability: 'immutable' }),
            attribute('display', 'Name of the user', { mutability: 'immutable' }),
            attribute('type', 'Always User', { canonicalValues: ['User'], mutability: 'immutable' }),
          ],
          { multiValued: true },
        ),
      ],
    },
    {
      id: ENTERPRISE,
      name: 'EnterpriseUser',
      description: 'What organisations know of their people',
      attributes: [attribute('department', 'Department; of staff, one that exists here by this name')],
    },
  ].map((schema) => ({
    schemas: [SCHEMA],
    ...schema,
    meta: { resourceType: 'Schema', location: locationOf(publicUrl, 'Schemas', schema.id) },
  }));
