import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById } from '../kernel/shapes.ts';
import { PictureReply, Profile, ProfilePatch } from './shapes.ts';

export const getProfile = route({
  id: 'me.get',
  method: 'GET',
  path: '/me',
  permission: 'signed-in',
  scope: 'me:read',
  tx: 'none',
  versioned: true,
  reply: { contact: Profile, tech: Profile },
  errors: [],
  summary: 'My profile',
  description: 'The profile of the account that is signed in.',
});
export const updateProfile = route({
  id: 'me.update',
  method: 'PATCH',
  path: '/me',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  versioned: true,
  body: ProfilePatch,
  reply: { contact: Profile, tech: Profile },
  errors: ['version.conflict'],
  summary: 'Change my profile',
  description: 'Name, title, phones, office, time zone, language and privacy of the signed-in account. Unknown time zones are refused.',
});
export const setMyPicture = route({
  id: 'me.setPicture',
  method: 'PUT',
  path: '/me/picture',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  consumes: 'binary',
  reply: { contact: PictureReply, tech: PictureReply },
  errors: ['picture.tooLarge', 'picture.notAnImage', 'picture.tooManyPixels'],
  summary: 'Set my picture',
  description: 'JPG, PNG, GIF or WebP of at most 2 MB, judged by content and re-encoded.',
});
export const removeMyPicture = route({
  id: 'me.removePicture',
  method: 'DELETE',
  path: '/me/picture',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  reply: { contact: PictureReply, tech: PictureReply },
  errors: [],
  summary: 'Remove my picture',
  description: 'Initials are shown instead.',
});
export const setPicture = route({
  id: 'accounts.setPicture',
  method: 'PUT',
  path: '/accounts/{id}/picture',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  consumes: 'binary',
  params: ById,
  reply: { tech: PictureReply },
  errors: ['account.notFound', 'picture.notAllowed', 'picture.tooLarge', 'picture.notAnImage', 'picture.tooManyPixels'],
  summary: "Set a person's picture",
  description: 'Administrators set the picture of a contact; only a master administrator that of another tech.',
});
export const removePicture = route({
  id: 'accounts.removePicture',
  method: 'DELETE',
  path: '/accounts/{id}/picture',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  reply: { tech: PictureReply },
  errors: ['account.notFound', 'picture.notAllowed'],
  summary: "Remove a person's picture",
  description: 'As accounts.setPicture.',
});
export const setMyPassword = route({
  id: 'me.setPassword',
  method: 'PUT',
  path: '/me/password',
  permission: 'signed-in',
  scope: null,
  tx: 'write',
  body: Type.Object(
    { current: Type.Optional(Type.String({ maxLength: 200 })), password: Type.String({ maxLength: 200 }) },
    { additionalProperties: false },
  ),
  reply: { contact: Profile, tech: Profile },
  errors: ['proof.tooOld', 'proof.missing', 'password.weak', 'password.wrong', 'password.currentNeeded'],
  summary: 'Set my password',
  description: 'Needs the current password where one is set, unless the session was proven by mail within the last 15 minutes.',
});
