// Shows new mails without reloading, and times where the reader sits. The page works without it.
const holder = document.querySelector('[data-items]');

function sayTimes(root) {
  const page = document.documentElement.lang;
  const language = navigator.languages.find((tag) => tag.startsWith(page)) ?? page;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  for (const time of root.querySelectorAll('time')) {
    time.title = time.dateTime;
    time.textContent = format.format(new Date(time.dateTime));
  }
}

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(holder.dataset.items, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = document.createElement('div');
  fresh.innerHTML = await answer.text();
  const chosen = holder.dataset.chosen;
  if (chosen) fresh.querySelector(`a[href*="/inbox/${chosen}?"], a[href$="/inbox/${chosen}"]`)?.setAttribute('aria-current', 'true');
  sayTimes(fresh);
  if (fresh.innerHTML === holder.innerHTML) return;
  const focused = holder.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  holder.replaceChildren(...fresh.childNodes);
  if (focused) holder.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

sayTimes(document);
if (holder?.dataset.live === 'yes') setInterval(refresh, 2500);
document.addEventListener('visibilitychange', () => holder?.dataset.live === 'yes' && refresh());
