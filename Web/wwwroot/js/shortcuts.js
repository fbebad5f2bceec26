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
