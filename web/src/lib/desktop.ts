/** What the browser says to notifications of this site. They need a secure address, which 127.0.0.1 is. */
export type DesktopPermission = NotificationPermission | 'unsupported';

export function permission(): DesktopPermission {
  return 'Notification' in globalThis && globalThis.isSecureContext ? Notification.permission : 'unsupported';
}

/** Only after a press on a button that says so: a browser that is asked out of the blue is told no for ever. */
export async function askPermission(): Promise<DesktopPermission> {
  return permission() === 'default' ? Notification.requestPermission() : permission();
}

/** Shows it when that is allowed. One `tag` is one notification, however many tabs show it. */
export function showOnDesktop(news: { title: string; body: string; tag: string; onOpen?: () => void }): boolean {
  if (permission() !== 'granted') return false;
  try {
    const shown = new Notification(news.title, { body: news.body, tag: news.tag });
    shown.onclick = () => {
      globalThis.focus();
      news.onOpen?.();
      shown.close();
    };
    return true;
  } catch {
    // Android shows them for installed apps only.
    return false;
  }
}
