import * as contract from '@portico/contracts/accounts/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { getProfile } from './operations/get-profile.ts';
import { removeMyPicture } from './operations/remove-my-picture.ts';
import { removePicture } from './operations/remove-picture.ts';
import { prepareMyPicture, setMyPicture } from './operations/set-my-picture.ts';
import { preparePicture, setPicture } from './operations/set-picture.ts';
import { updateProfile } from './operations/update-profile.ts';

// me.setPassword is bound by access, which owns passwords.
export const routes: readonly BoundRoute[] = [
  handle(contract.getProfile, getProfile),
  handle(contract.updateProfile, updateProfile),
  handle(contract.setMyPicture, setMyPicture, prepareMyPicture),
  handle(contract.removeMyPicture, removeMyPicture),
  handle(contract.setPicture, setPicture, preparePicture),
  handle(contract.removePicture, removePicture),
];
