// Takes a planned action to another day: with the mouse, or M, the arrow keys and Enter. Without this, the form behind "move" does it.
const form = document.getElementById('calendar-move');
const says = document.getElementById('calendar-says');
const days = () => [...document.querySelectorAll('[data-day]')];
const isShown = day => day.getClientRects().length > 0;

let taken;
let target;

const point = day => {
  target?.classList.remove('cal-target');
  target = day;
  target?.classList.add('cal-target');
};

const leave = () => {
  taken?.classList.remove('cal-taken');
  point(undefined);
  taken = undefined;
};

const take = entry => {
  leave();
  taken = entry;
  taken.classList.add('cal-taken');
};

const tell = (key, text) => { says.textContent = says.dataset[key].replace('{0}', text); };

const put = () => {
  const [entry, day] = [taken, target];
  const from = entry?.closest('[data-day]')?.dataset.day;
  leave();
  if (!entry || !day || from === day.dataset.day) return;
  form.action = `/plan-actions/${entry.dataset.entry}/moves`;
  form.elements.StartOn.value = day.dataset.day;
  form.elements.Version.value = entry.dataset.version;
  form.requestSubmit();
};

const Steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const step = by => {
  const shown = days().filter(isShown);
  const place = shown.indexOf(target);
  const next = shown[Math.min(Math.max(place + by, 0), shown.length - 1)];
  point(next);
  next.scrollIntoView({ block: 'nearest' });
  tell('over', next.dataset.day);
};

document.addEventListener('dragstart', event => {
  const entry = event.target.closest?.('[data-entry]:not([data-entry=""])');
  if (!entry) return;
  take(entry);
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', entry.dataset.entry);
});

document.addEventListener('dragover', event => {
  const day = taken && event.target.closest?.('[data-day]');
  if (!day) return;
  event.preventDefault();
  point(day);
});

document.addEventListener('drop', event => {
  if (!taken) return;
  event.preventDefault();
  put();
});

document.addEventListener('dragend', leave);

document.addEventListener('keydown', event => {
  const entry = event.target.closest?.('[data-entry]:not([data-entry=""])');
  if (!taken && entry && event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    take(entry);
    point(entry.closest('[data-day]'));
    tell('taken', entry.textContent.trim().replace(/\s+/g, ' '));
  } else if (taken && Steps[event.key]) {
    event.preventDefault();
    step(Steps[event.key]);
  } else if (taken && event.key === 'Enter') {
    event.preventDefault();
    put();
  } else if (taken && event.key === 'Escape') {
    event.preventDefault();
    leave();
    tell('left', '');
  }
});
