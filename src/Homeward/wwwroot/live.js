// The page stays current without being reloaded: when the server says that something changed, the parts marked data-live
// are fetched again and swapped. Everything works without this script; it only saves a reload.

const source = document.querySelector('meta[name="live"]')?.content;
const announce = document.createElement('p');
announce.className = 'hidden';
announce.setAttribute('role', 'status');

// A burst of reports becomes one refresh, and a screen that nobody looks at asks for nothing.
const QUIET = 2000;
let waiting = null;
let stale = false;

function refreshSoon() {
  if (document.hidden) {
    stale = true;
  } else {
    waiting ??= setTimeout(refresh, QUIET);
  }
}

async function refresh() {
  waiting = null;
  stale = false;
  const answer = await fetch(location.href, { headers: { 'X-Homeward-Refresh': '1' }, redirect: 'error' }).catch(() => null);
  if (answer?.status === 401) {
    location.reload();
  }
  if (!answer?.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next && !part.isEqualNode(next) && !isBeingUsed(part)) {
      swap(part, next);
    }
  }
  announce.textContent = fresh.querySelector('[data-live-words]')?.dataset.liveWords ?? '';
}

// Somebody who is typing or has opened a detail keeps what they are looking at.
function isBeingUsed(part) {
  return part.querySelector('details[open]') !== null || part.querySelector('input:focus, textarea:focus, select:focus') !== null;
}

// The new part takes the place of the old one, and the keyboard stays on the same link.
function swap(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  part.replaceWith(document.adoptNode(next));
  if (focused) {
    [...document.getElementById(next.id).querySelectorAll('a[href]')].find(link => link.getAttribute('href') === focused)?.focus({ preventScroll: true });
  }
}

if (source) {
  document.body.append(announce);
  const changes = new EventSource(source);
  changes.addEventListener('changed', refreshSoon);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && stale) { refreshSoon(); } });
  addEventListener('pagehide', () => changes.close());
}
