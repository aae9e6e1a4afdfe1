import { listNotices } from '@portico/contracts/notifications/routes.ts';
import type { Notice } from '@portico/contracts/notifications/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { boot } from '../../lib/boot.ts';
import { nowMs } from '../../lib/clock.ts';
import { showOnDesktop } from '../../lib/desktop.ts';
import { read } from '../../lib/query.ts';
import { toast } from '../../ui/toast-store.ts';
import { freshOf } from './fresh.ts';
import { playTone } from './tone.ts';

interface NoticeAlertsProps {
  readonly accountId: number;
  readonly say: (said: Notice['lead']) => string;
  readonly openLabel: string;
  readonly onOpen: (link: string) => void;
}

/** The bell's own question, so that there is one for both. */
const LATEST = { query: { limit: 30 } };

/**
 * Makes heard what the live line brings, by the reader's settings, once in all tabs: whichever comes first takes it. A tab that
 * stands in for somebody is silent.
 */
export function NoticeAlerts(props: NoticeAlertsProps): null {
  const latest = useRef(props);
  latest.current = props;
  const { accountId } = props;
  const { data } = useQuery(read(listNotices, LATEST));
  const items = data?.items;
  useEffect(() => {
    if (!items || boot().impersonated) return;
    void onlyHere(`portico.news.${accountId}`, () => {
      for (const notice of takeFresh(accountId, items)) announce(notice, latest.current);
    });
  }, [items, accountId]);
  return null;
}

/** One tab at a time; a browser without locks may say it twice, which is better than not at all. */
const onlyHere = (name: string, work: () => void): Promise<void> =>
  'locks' in navigator ? navigator.locks.request(name, async () => work()) : Promise.resolve(work());

/** What no tab of this browser has announced yet. The first visit announces nothing: all of it is old news. */
function takeFresh(accountId: number, items: readonly Notice[]): readonly Notice[] {
  const key = `portico.news.${accountId}`;
  const newest = Math.max(0, ...items.map((notice) => notice.id));
  try {
    const last = localStorage.getItem(key);
    if (last === null || Number(last) < newest) localStorage.setItem(key, String(newest));
    return last === null ? [] : freshOf(items, Number(last), nowMs());
  } catch {
    // Storage is blocked: nothing says what was announced, so nothing is.
    return [];
  }
}

function announce({ id, subject, lead, link, alerts }: Notice, { say, openLabel, onOpen }: NoticeAlertsProps): void {
  const open = () => onOpen(link);
  if (alerts.includes('desktop')) showOnDesktop({ title: say(subject), body: say(lead), tag: `portico-notice-${id}`, onOpen: open });
  if (alerts.includes('sound')) playTone();
  if (alerts.includes('pop-up')) toast({ icon: 'pr-high', text: `${say(subject)}: ${say(lead)}`, action: { label: openLabel, run: open } });
}
