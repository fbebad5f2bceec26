// Leaving a half-typed form asks; after an error the first wrong field has the focus; a form goes off once.
const changed = new Set();

document.addEventListener('input', event => {
  const form = event.target.form;
  if (form?.method === 'post' && !form.hasAttribute('data-no-warning')) changed.add(form);
});

document.addEventListener('submit', event => {
  const form = event.target;
  changed.delete(form);
  if (form.method !== 'post' || form.hasAttribute('hx-post')) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  setTimeout(() => { delete form.dataset.sent; }, 10000);
});

addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});

addEventListener('beforeunload', event => {
  if ([...changed].some(form => form.isConnected)) event.preventDefault();
});

const focusFirstWrong = root => root.querySelector('.is-invalid')?.focus();
focusFirstWrong(document);
document.addEventListener('htmx:afterSwap', event => focusFirstWrong(event.target));
