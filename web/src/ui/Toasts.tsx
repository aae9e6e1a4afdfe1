import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon.tsx';
import s from './Toasts.module.css';
import { closeToast, currentToasts, pauseToast, resumeToast, type Toast, watchToasts } from './toast-store.ts';

/** Part of `UiProvider`; the live region is always there, so that the first toast is spoken too. */
export function Toasts(): ReactNode {
  const { t } = useTranslation('ui');
  const toasts = useSyncExternalStore(watchToasts, currentToasts);
  return (
    <section className={s['region']} aria-label={t('toast.region')}>
      <div role="status" aria-live="polite" className={s['list']}>
        {toasts.map((toast) => (
          <ToastBar key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

export function ToastBar({ toast }: { toast: Toast }): ReactNode {
  const { t } = useTranslation('ui');
  const hold = () => pauseToast(toast.id);
  const release = () => !toast.sticky && resumeToast(toast.id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only keeps it from vanishing; focus does the same
    <div className={s['toast']} onMouseEnter={hold} onMouseLeave={release} onFocus={hold} onBlur={release}>
      {toast.icon !== undefined && <Icon name={toast.icon} />}
      <span className={s['text']}>{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className={s['act']}
          onClick={() => {
            closeToast(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button type="button" className={s['close']} aria-label={t('toast.close')} onClick={() => closeToast(toast.id)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
