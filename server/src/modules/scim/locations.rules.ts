/** One address for everybody: the token says which connection it is. */
export const ROOT = '/scim/v2';

export const locationOf = (publicUrl: string, type: 'Users' | 'Groups' | 'Schemas' | 'ResourceTypes', id: string | number): string =>
  `${publicUrl}${ROOT}/${type}/${id}`;
