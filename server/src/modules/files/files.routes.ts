import * as files from '@portico/contracts/files/routes.ts';
import { handle } from '../../kernel/module.ts';
import { receiveUpload } from './files.receiving.ts';
import { deleteFile } from './operations/delete-file.ts';
import { getFile } from './operations/get-file.ts';
import { previewFile } from './operations/preview-file.ts';
import { uploadFile } from './operations/upload-file.ts';

export const fileRoutes = [
  handle(files.upload, uploadFile, receiveUpload),
  handle(files.get, getFile),
  handle(files.preview, previewFile),
  handle(files.remove, deleteFile),
];
