import { draw, offer, redrawOnTheme } from './charts.js';
import { enliven } from './tables.js';

function specificationOf(figure) {
  return JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
}

async function drawAll() {
  for (const figure of document.querySelectorAll('figure.chart')) {
    await draw(figure.querySelector('.canvas'), specificationOf(figure));
    figure.dataset.drawn = 'true';
  }
}

for (const figure of document.querySelectorAll('figure.chart')) {
  const button = figure.querySelector('button.download');
  button.hidden = false;
  button.addEventListener('click', () => offer(
    `${figure.id}.vl.json`, 'application/json', JSON.stringify(specificationOf(figure), null, 2)));
}

enliven(document);
redrawOnTheme(drawAll);
drawAll();
