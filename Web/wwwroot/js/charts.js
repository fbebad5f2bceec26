// Draws the charts of reports from the tables beside them: numbers, words, language and links are the table's own.
// Fillings are hatched, so that grey print and colour-blind eyes tell them apart.
const hues = {
  light: ['#24579f', '#8a5300', '#1b6e3c', '#b3261e', '#56379c'],
  dark: ['#8db4f0', '#f0bf6a', '#7fd6a0', '#ff9c93', '#c5b1ff'],
};
const dashes = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]];
const points = ['circle', 'rect', 'triangle', 'rectRot', 'cross'];

const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact' });

let isPrinting = false;
const isDark = () => !isPrinting && document.documentElement.dataset.bsTheme === 'dark';
const hue = index => hues[isDark() ? 'dark' : 'light'][index % 5];
const ink = () => (isDark() ? '#a5afbe' : '#3d4756');

const hatch = index => {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  pen.fillStyle = hue(index);
  pen.globalAlpha = 0.35;
  pen.fillRect(0, 0, 8, 8);
  pen.globalAlpha = 1;
  pen.strokeStyle = hue(index);
  pen.lineWidth = 1.5;
  pen.beginPath();
  const strokes = [[[0, 8, 8, 0]], [[0, 4, 8, 4]], [[4, 0, 4, 8]], [[0, 0, 8, 8]], [[0, 4, 8, 4], [4, 0, 4, 8]]];
  for (const [x, y, toX, toY] of strokes[index % 5]) {
    pen.moveTo(x, y);
    pen.lineTo(toX, toY);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat');
};

const textOf = cell => cell.textContent.trim().replace(/\s+/g, ' ');

const read = table => ({
  // What is told beside the bars, and not drawn, stands in the last columns.
  heads: [...table.tHead.rows[0].cells].slice(1).map(textOf),
  stacks: [...table.tHead.rows[0].cells].slice(1).map(cell => cell.dataset.stack ?? ''),
  rows: [...table.tBodies[0].rows].map(row => {
    const [cells, link] = [[...row.querySelectorAll('[data-value]')], row.querySelector('a')?.href];
    return {
      name: textOf(row.cells[0]),
      sign: Number(row.dataset.sign ?? 0),
      link,
      // What has no value yet leaves a gap.
      values: cells.map(cell => (cell.dataset.value === '' ? null : Number(cell.dataset.value))),
      texts: cells.map(textOf),
      spans: cells.map(({ dataset: { low, high } }) => (high === undefined ? null : [Number(low), Number(high)])),
      links: cells.map(cell => cell.querySelector('a')?.href ?? link),
    };
  }),
});

const waterfall = ({ rows }) => {
  let level = 0;
  const spans = rows.map(({ sign, values: [value] }) => {
    const from = sign === 0 ? 0 : level;
    level = sign === 0 ? value : level + sign * value;
    return [from, level];
  });
  const fills = rows.map(({ sign }) => hatch(sign === 0 ? 0 : sign > 0 ? 2 : 3));
  return {
    type: 'bar',
    data: { labels: rows.map(row => row.name), datasets: [{ data: spans, backgroundColor: fills, borderColor: ink(), borderWidth: 1 }] },
  };
};

const drawnHeads = ({ heads, rows }) => heads.slice(0, rows[0]?.values.length ?? 0);

const trend = ({ heads, rows }) => ({
  type: 'line',
  data: {
    labels: rows.map(row => row.name),
    datasets: drawnHeads({ heads, rows }).map((label, index) => ({
      label, data: rows.map(row => row.values[index]), borderColor: hue(index), backgroundColor: hue(index),
      borderDash: dashes[index % 5], pointStyle: points[index % 5], borderWidth: 2, tension: 0,
    })),
  },
  legend: true,
});

const funnel = ({ rows }) => ({
  type: 'bar',
  // Few bars are told apart; many are a row of equals.
  data: { labels: rows.map(row => row.name), datasets: [{ data: rows.map(row => row.values[0]), backgroundColor: rows.map((_, index) => hatch(rows.length > hues.light.length ? 0 : index)), borderColor: ink(), borderWidth: 1, maxBarThickness: 32 }] },
  axis: 'y',
});

// Several figures of each name: side by side, or those of one stack behind each other.
const bars = ({ heads, stacks, rows }) => ({
  type: 'bar',
  data: {
    labels: rows.map(row => row.name),
    datasets: drawnHeads({ heads, rows }).map((label, index) => ({
      label, data: rows.map(row => row.values[index]), spans: rows.map(row => row.spans[index]), stack: stacks[index] || `alone-${index}`,
      backgroundColor: hatch(index), borderColor: ink(), borderWidth: 1, maxBarThickness: 32,
    })),
  },
  legend: true,
  stacked: true,
  axis: 'y',
  thick: new Set(drawnHeads({ heads, rows }).map((_, index) => stacks[index] || index)).size,
});

// Where a figure may lie: a line over its bar, with its ends.
const spans = {
  id: 'spans',
  afterDatasetsDraw: chart => {
    const { ctx: pen, scales } = chart;
    pen.save();
    pen.strokeStyle = ink();
    pen.lineWidth = 2;
    for (const [series, dataset] of chart.data.datasets.entries()) {
      for (const [index, span] of (dataset.spans ?? []).entries()) {
        if (!span) continue;
        const { y } = chart.getDatasetMeta(series).data[index];
        const [low, high] = span.map(value => scales.x.getPixelForValue(value));
        pen.beginPath();
        for (const [fromX, fromY, toX, toY] of [[low, y, high, y], [low, y - 5, low, y + 5], [high, y - 5, high, y + 5]]) {
          pen.moveTo(fromX, fromY);
          pen.lineTo(toX, toY);
        }
        pen.stroke();
      }
    }
    pen.restore();
  },
};

const kinds = { waterfall, trend, funnel, bars };
const drawn = new Map();

const draw = figure => {
  const shown = read(figure.querySelector('table'));
  const { type, data, legend = false, axis = 'x', stacked = false, thick = 1 } = kinds[figure.dataset.chart](shown);
  const linkOf = ([hit]) => hit && shown.rows[hit.index]?.links[hit.datasetIndex];
  drawn.get(figure)?.destroy();
  const scale = { ticks: { color: ink() }, grid: { color: isDark() ? '#333c4a' : '#dfe3e9' }, beginAtZero: true };
  const highest = Math.max(...shown.rows.flatMap(row => row.spans).map(span => span?.[1] ?? 0));
  const amounts = { ...scale, stacked, suggestedMax: highest, ticks: { ...scale.ticks, precision: 0, callback: value => compact.format(value) } };
  const names = axis === 'y' ? { ...scale, stacked, ticks: { ...scale.ticks, autoSkip: false } } : scale;
  if (axis === 'y') figure.style.setProperty('--chart-height', `${Math.max(14, 4 + shown.rows.length * (0.6 + thick))}rem`);
  drawn.set(figure, new Chart(figure.querySelector('canvas'), {
    type,
    data,
    plugins: [spans],
    options: {
      animation: false, maintainAspectRatio: false, indexAxis: axis, locale: document.documentElement.lang,
      scales: axis === 'y' ? { x: amounts, y: names } : { x: names, y: amounts },
      onClick: (_, hits) => { if (linkOf(hits)) location.assign(linkOf(hits)); },
      onHover: (event, hits) => { event.native.target.style.cursor = linkOf(hits) ? 'pointer' : ''; },
      plugins: {
        legend: { display: legend, labels: { color: ink(), usePointStyle: true } },
        // An amount is written as the table beside it writes it.
        tooltip: { callbacks: { label: ({ dataIndex, datasetIndex }) => `${shown.heads[datasetIndex]}: ${shown.rows[dataIndex].texts[datasetIndex]}` } },
      },
    },
  }));
};

// Arrow keys go from point to point and say it, Home and End to the first and the last, Enter goes where a click goes, Escape lets go.
const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ends = ['Home', 'End'];
const told = new WeakSet();
const stood = new Map();

const stand = (figure, index) => {
  const chart = drawn.get(figure);
  const table = figure.querySelector('table');
  const row = table.tBodies[0].rows[index];
  const points = row ? chart.data.datasets.map((_, datasetIndex) => ({ datasetIndex, index })).filter(({ datasetIndex }) => (chart.data.datasets[datasetIndex].data[index] ?? null) !== null) : [];
  stood.set(figure, row ? index : undefined);
  chart.setActiveElements(points);
  chart.tooltip.setActiveElements(points, { x: 0, y: 0 });
  chart.update();
  say(figure, row ? pointOf(table, row) : '');
};

const say = (figure, words) => { figure.querySelector('[role="status"]').textContent = words; };

const pointOf = (table, row) => {
  const [heads, [name, ...cells]] = [[...table.tHead.rows[0].cells].map(textOf), [...row.cells].map(textOf)];
  return `${name} ${cells.map((text, index) => `${heads[index + 1]} ${text}`).join(', ')}`;
};

// Which keys work is said once, not each time one comes by.
const onFocus = ({ currentTarget: figure }) => {
  if (told.has(figure)) return;
  told.add(figure);
  say(figure, document.body.dataset.chartKeys);
};

const onBlur = ({ currentTarget: figure }) => {
  say(figure, '');
  if (stood.get(figure) !== undefined) stand(figure, undefined);
};

const onKey = event => {
  const figure = event.currentTarget;
  if (event.target !== figure || event.altKey || event.ctrlKey || event.metaKey) return;
  const [{ rows }, at] = [read(figure.querySelector('table')), stood.get(figure)];
  if (event.key in steps && rows.length > 0) {
    event.preventDefault();
    stand(figure, at === undefined ? (steps[event.key] > 0 ? 0 : rows.length - 1) : (at + steps[event.key] + rows.length) % rows.length);
  } else if (ends.includes(event.key) && rows.length > 0) {
    event.preventDefault();
    stand(figure, event.key === 'Home' ? 0 : rows.length - 1);
  } else if (event.key === 'Enter' && rows[at]?.link) {
    location.assign(rows[at].link);
  } else if (event.key === 'Escape' && at !== undefined) {
    stand(figure, undefined);
  }
};

const drawAll = () => document.querySelectorAll('figure[data-chart]').forEach(draw);

if (window.Chart) {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  for (const [index, figure] of document.querySelectorAll('figure[data-chart]').entries()) {
    const caption = figure.querySelector('figcaption');
    caption.id ||= `chart-${index}`;
    figure.setAttribute('aria-labelledby', caption.id);
    const place = document.createElement('div');
    const canvas = document.createElement('canvas');
    place.className = 'chart-place';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', caption.textContent);
    place.append(canvas);
    caption.after(place);
    const spoken = document.createElement('p');
    spoken.className = 'visually-hidden';
    spoken.setAttribute('role', 'status');
    figure.append(spoken);
    figure.addEventListener('keydown', onKey);
    figure.addEventListener('focus', onFocus);
    figure.addEventListener('blur', onBlur);
  }
  drawAll();
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ['data-bs-theme'] });
  window.addEventListener('beforeprint', () => { isPrinting = true; drawAll(); });
  window.addEventListener('afterprint', () => { isPrinting = false; drawAll(); });
}
