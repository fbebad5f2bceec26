// The print button of a report on paper. It comes after the charts, so what it prints is painted.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
