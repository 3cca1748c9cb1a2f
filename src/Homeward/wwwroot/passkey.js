// Signing in by a passkey, and making one. The forms stay hidden where the browser has none.

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener('submit', async event => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const failed = form.querySelector('.error');
    failed.hidden = true;
    try {
      const token = new URLSearchParams({ 'form-token': form.elements['form-token'].value });
      const asked = await fetch(form.dataset.options, { method: 'POST', body: token, headers: { Accept: 'application/json' } });
      if (!asked.ok) throw new Error('not asked');
      const options = await asked.json();
      const credential = form.dataset.passkey === 'make'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
