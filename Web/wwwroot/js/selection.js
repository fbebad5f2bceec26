// Lists with checkboxes: shift selects the range, [data-select-all] all that are shown; [data-selected-count] says how many.
let last;

const boxes = list => [...list.querySelectorAll('input[type=checkbox][data-select]')];

const refresh = list => {
  const all = boxes(list);
  const count = all.filter(box => box.checked).length;
  for (const place of list.querySelectorAll('[data-selected-count]')) place.textContent = count;
  list.classList.toggle('has-selection', count > 0);
  const every = list.querySelector('[data-select-all]');
  if (!every) return;
  every.checked = count > 0 && count === all.length;
  every.indeterminate = count > 0 && count < all.length;
};

document.addEventListener('click', event => {
  const box = event.target;
  const list = box.closest?.('[data-selection]');
  if (!list || box.type !== 'checkbox') return;
  if (box.matches('[data-select-all]')) {
    for (const each of boxes(list)) each.checked = box.checked;
  } else if (box.matches('[data-select]')) {
    const all = boxes(list);
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const each of all.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
  }
  refresh(list);
});

const refreshAll = () => { for (const list of document.querySelectorAll('[data-selection]')) refresh(list); };
refreshAll();
addEventListener('pageshow', refreshAll);
document.addEventListener('htmx:afterSwap', refreshAll);
