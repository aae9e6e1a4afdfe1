import { Refusal } from '../errors.ts';

/** What went wrong between us and the bucket. */
export interface S3Trouble {
  /** True: the bucket or our settings; false: it is away, slow or failing, and may be back in a moment. */
  readonly settings: boolean;
  readonly detail: string;
  readonly advice: string;
}

interface S3Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const wrong = (detail: string, advice: string): S3Trouble => ({ settings: true, detail, advice });
const away = (detail: string): S3Trouble => ({
  settings: false,
  detail,
  advice: 'Look at the S3 service and the network to it. Uploads and downloads work again by themselves when it is back.',
});

const SETTINGS: Readonly<Record<string, () => S3Trouble>> = {
  NoSuchBucket: () => wrong('The bucket of S3_BUCKET does not exist.', 'Create the bucket, or correct S3_BUCKET and restart.'),
  InvalidAccessKeyId: () => wrong('The S3 service does not know the access key.', 'Correct S3_ACCESS_KEY_ID and restart.'),
  SignatureDoesNotMatch: () =>
    wrong('The S3 service does not accept the secret of the access key.', 'Correct S3_SECRET_ACCESS_KEY and restart.'),
  AccessDenied: () =>
    wrong(
      'The access key may not use the bucket.',
      'Allow the key to list, read, write and delete in S3_BUCKET (s3:ListBucket, GetObject, PutObject, DeleteObject, AbortMultipartUpload).',
    ),
  PermanentRedirect: () => wrong('The bucket is in another region.', 'Correct S3_REGION and restart.'),
  AuthorizationHeaderMalformed: () => wrong('The bucket is in another region.', 'Correct S3_REGION and restart.'),
  RequestTimeTooSkewed: () =>
    wrong('The clock of this machine differs too much from that of the S3 service.', 'Turn on time synchronisation (NTP) on this machine.'),
  NoSuchKey: () => wrong('An object that was there is gone.', 'See whether something else deletes from the bucket.'),
};

/** A failure of the S3 client in words. @example troubleOf(error).detail // 'The bucket of S3_BUCKET does not exist.' */
export function troubleOf(error: unknown): S3Trouble {
  const { name = '', code = '', $metadata } = (error ?? {}) as S3Failure;
  const known = SETTINGS[name] ?? SETTINGS[code];
  if (known) return known();
  const status = $metadata?.httpStatusCode;
  if (status === 403) return SETTINGS.AccessDenied!();
  if (status === 301) return SETTINGS.PermanentRedirect!();
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return wrong('The name in S3_ENDPOINT could not be looked up.', 'Correct S3_ENDPOINT and restart.');
  if (/CERT|TLS|SSL/.test(code)) return wrong(`The S3 service has no certificate we can trust (${code}).`, 'Correct S3_ENDPOINT.');
  // The client calls broken connections timeouts too.
  if (!/^E(CONN|PIPE)/.test(code) && (name === 'TimeoutError' || name === 'StalledError' || code === 'ETIMEDOUT'))
    return away('The S3 service does not answer in time.');
  if (name === 'SlowDown' || status === 429) return away('The S3 service asks for fewer requests.');
  if (status !== undefined && status >= 500) return away(`The S3 service answers with error ${status}.`);
  return away(`The S3 service cannot be reached (${code || name || 'unknown'}).`);
}

export const isMissing = (error: unknown): boolean => {
  const { name, $metadata } = (error ?? {}) as S3Failure;
  return name === 'NoSuchKey' || name === 'NotFound' || ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket');
};

export const cannotKeep = () =>
  new Refusal(503, 'file.storageUnavailable', 'The store for files does not answer right now. Nothing was kept. Try again in a moment.', {
    retryAfter: 10,
  });
export const cannotRead = () =>
  new Refusal(
    503,
    'file.storageUnavailable',
    'The store for files does not answer right now. Your file is safe. Try to open it again in a moment.',
    { retryAfter: 10 },
  );
