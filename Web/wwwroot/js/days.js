// A field for a day takes typed words; a button beside it opens the browser's own calendar.
const svg = name => document.createElementNS('http://www.w3.org/2000/svg', name);

const icon = name => {
  const [picture, use] = [svg('svg'), svg('use')];
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${document.body.dataset.icons}#${name}`);
  picture.append(use);
  return picture;
};

const equip = root => {
  for (const field of root.querySelectorAll('input[data-day]:not([data-equipped])')) {
    field.dataset.equipped = '';
    const picker = document.createElement('input');
    picker.type = 'date';
    picker.tabIndex = -1;
    picker.className = 'day-picker';
    picker.setAttribute('aria-hidden', 'true');
    if (!picker.showPicker) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'day-button';
    button.title = document.body.dataset.pickDay;
    button.setAttribute('aria-label', document.body.dataset.pickDay);
    button.append(icon('calendar'));
    const wrap = document.createElement('span');
    wrap.className = 'day-field';
    field.replaceWith(wrap);
    wrap.append(field, picker, button);
    button.addEventListener('click', () => {
      picker.value = /^\d{4}-\d\d-\d\d$/.test(field.value) ? field.value : '';
      picker.showPicker();
    });
    picker.addEventListener('change', () => {
      field.value = picker.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    });
  }
};

equip(document);
document.addEventListener('htmx:load', event => equip(event.detail.elt));
