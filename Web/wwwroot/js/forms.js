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
  if (event.submitter?.hasAttribute('data-download')) return;
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

// What a refused form still holds was typed and is nowhere else: leaving it asks as well.
const keepRefused = root => {
  for (const form of root.querySelectorAll('form[method=post]:not([data-no-warning])')) {
    if (form.querySelector('.is-invalid, .form-errors')) changed.add(form);
  }
};
keepRefused(document);
document.addEventListener('htmx:afterSwap', event => keepRefused(event.target));

const focusFirstWrong = root => root.querySelector('.is-invalid')?.focus();
focusFirstWrong(document);
document.addEventListener('htmx:afterSwap', event => focusFirstWrong(event.target));

// A form that makes an address leaves out what was not filled in.
document.addEventListener('submit', event => {
  if (!event.target.hasAttribute('data-tidy')) return;
  for (const field of event.target.elements) if (field.name && field.value === '') field.disabled = true;
});

addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-tidy]')) for (const field of form.elements) field.disabled = false;
});
