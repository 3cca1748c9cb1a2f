// The roll call without reloading: each tap is sent on its own, and the row it changed is put in place.
// Without this script the same buttons send the same form, and the page comes back at the next child.

const form = document.getElementById('roll');
const list = form.querySelector('.roll');

form.addEventListener('submit', async event => {
  const button = event.submitter;
  if (button?.name !== 'tap') return;
  event.preventDefault();
  const row = list.querySelector('#c-' + CSS.escape(button.value.split('.')[0]));
  row?.setAttribute('aria-busy', 'true');
  const body = new FormData(form, button);
  let answer;
  try {
    answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(body), headers: { 'X-Homeward-Part': 'row' }, redirect: 'error' });
  } catch {
    // No connection, or the session is over: the browser's own way shows what happened, with the same id.
    resend(button);
    return;
  }
  if (answer.status !== 200 && answer.status !== 422) {
    resend(button);
    return;
  }
  place(new DOMParser().parseFromString(await answer.text(), 'text/html'), row, answer.ok);
});

function place(part, row, done) {
  document.getElementById('tally').replaceWith(part.getElementById('tally'));
  form.querySelector('.last-tap').replaceWith(part.querySelector('.last-tap'));
  const changed = part.querySelector('li');
  if (!row || !changed) { if (done) location.reload(); return; }
  const next = row.nextElementSibling;
  if (form.dataset.onlyOpen && !changed.classList.contains('expected')) row.remove();
  else row.replaceWith(changed);
  next?.querySelector('button')?.focus({ preventScroll: true });
}

function resend(button) {
  const again = document.createElement('input');
  Object.assign(again, { type: 'hidden', name: button.name, value: button.value });
  form.append(again);
  form.submit();
}
