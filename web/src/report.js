import { draw, offer, redrawOnTheme } from './charts.js';
import { paint, repaintOnPaper } from './pictures.js';
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

function paintAll() {
  for (const section of document.querySelectorAll('section.pictures')) {
    const mosaics = JSON.parse(section.querySelector('script.mosaics').textContent);
    for (const canvas of section.querySelectorAll('canvas.pixels'))
      paint(canvas, mosaics[canvas.dataset.picture], Number(canvas.dataset.zoom));
  }
}

/** What is folded away is printed too. */
function unfoldForPrint() {
  const folded = [...document.querySelectorAll('details:not([open], .notices)')];
  for (const details of folded)
    details.open = true;
  addEventListener('afterprint', () => folded.forEach(details => { details.open = false; }), { once: true });
}

for (const figure of document.querySelectorAll('figure.chart')) {
  const button = figure.querySelector('button.download');
  button.hidden = false;
  button.addEventListener('click', () => offer(
    `${figure.id}.vl.json`, 'application/json', JSON.stringify(specificationOf(figure), null, 2)));
}

enliven(document);
redrawOnTheme(drawAll);
repaintOnPaper(paintAll);
addEventListener('beforeprint', unfoldForPrint);
paintAll();
drawAll();
