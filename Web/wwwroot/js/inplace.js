// A value that is edited where it stands: Escape brings back what was there; afterwards the value has the focus again.
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  event.target.closest?.('.in-place-form')?.querySelector('[data-restore]')?.click();
});

let edited;
document.addEventListener('click', event => {
  const value = event.target.closest?.('a.in-place');
  if (value) edited = value.getAttribute('href');
});

document.addEventListener('htmx:afterSettle', () => {
  if (!edited || document.querySelector('.in-place-form')) return;
  document.querySelector(`#lead-head a.in-place[href="${edited}"]`)?.focus();
  edited = undefined;
});
