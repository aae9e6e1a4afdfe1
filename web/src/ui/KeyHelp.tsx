import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';
import { useHotkeys, useRegisteredHotkeys } from './hotkeys.ts';
import { Kbd } from './Kbd.tsx';
import s from './KeyHelp.module.css';

/** Put once into a shell: `?` shows every key that works on the page right now. */
export function KeyHelp(): ReactNode {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const hotkeys = useRegisteredHotkeys();
  useHotkeys([{ keys: '?', label: t('keys.show'), group: t('keys.everywhere'), run: () => setOpen(true) }]);
  const groups = Map.groupBy(hotkeys, (hotkey) => hotkey.group);
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={t('keys.title')}>
      <div className={s['groups']}>
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {members.map((hotkey) => (
                <div key={hotkey.keys}>
                  <dt>{hotkey.label}</dt>
                  <dd>
                    <Kbd keys={hotkey.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
