import { sitePath } from './boot.ts';
import { ApiProblem } from './problem.ts';
import { announceSignedOut, currentAccount } from './session.ts';

export interface UploadRun<T> {
  readonly done: Promise<T>;
  readonly cancel: () => void;
}

/** Streams one file as the raw body with its name in a header; XMLHttpRequest, because fetch reports no upload progress. */
export function upload<T>(path: string, file: File, onProgress: (sent: number) => void): UploadRun<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open(
      'POST',
      `${sitePath('/api/v1')}${path}${path.includes('?') ? '&' : '?'}name=${encodeURIComponent(file.name || 'image.png')}`,
    );
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', crypto.randomUUID());
    const account = currentAccount();
    if (account !== null) request.setRequestHeader('portico-account', String(account));
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as T);
      if (request.status === 401) announceSignedOut();
      const body = request.response as { code?: string; detail?: string; traceId?: string } | null;
      reject(
        new ApiProblem({
          status: request.status,
          code: body?.code ?? `http.${request.status}`,
          detail: body?.detail ?? '',
          traceId: body?.traceId ?? '',
        }),
      );
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'network.unreachable', detail: '', traceId: '' }));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}
