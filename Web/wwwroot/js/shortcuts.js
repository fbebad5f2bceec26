// "/" and Ctrl-K go to the search.
const isTyping = element => element.closest?.('input, textarea, select, [contenteditable]');

document.addEventListener('keydown', event => {
  const slash = event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
  const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
  const search = document.querySelector('[data-global-search]');
  if (!search || !(slash || ctrlK)) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Suggestions: arrow keys walk them, Escape and leaving put them away.
const panel = () => document.querySelector('#search-suggestions');
const close = () => panel()?.replaceChildren();

document.addEventListener('keydown', event => {
  const form = event.target.closest?.('.topbar-search');
  if (!form) return;
  if (event.key === 'Escape') { close(); form.querySelector('input').focus(); return; }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [form.querySelector('input'), ...panel().querySelectorAll('a')];
  const next = stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1);
  if (!stops[next]) return;
  event.preventDefault();
  stops[next].focus();
});

document.addEventListener('focusin', event => { if (!event.target.closest('.topbar-search')) close(); });
document.addEventListener('click', event => { if (!event.target.closest('.topbar-search')) close(); });
