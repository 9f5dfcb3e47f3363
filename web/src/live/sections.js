import { enliven } from '../tables.js';
import { h } from './elements.js';

let charts = null;

/** Vega, once it is asked for. */
export function drawing() {
  charts ??= import('/live-charts.js');
  return charts;
}

function figureOf(chart) {
  const canvas = h('div', { class: 'canvas', tabindex: '0', role: 'group', 'aria-label': chart.title });
  const download = h('button', {
    type: 'button', class: 'download',
    click: async () => (await drawing()).offer(
      `${chart.name}.vl.json`, 'application/json', JSON.stringify(figure.specification, null, 2)),
  }, 'Download it as Vega-Lite');
  const figure = h('figure', { class: 'chart', 'data-name': chart.name }, canvas,
    h('figcaption', {}, h('strong', {}, `${chart.title}.`), ` ${chart.description} `, download));
  return figure;
}

/** What the reader has set beside a chart, such as whether each seed is drawn. */
function choices(figure) {
  if (!figure.view)
    return [];
  return (figure.specification.params ?? []).filter(parameter => parameter.bind?.input)
    .map(({ name }) => [name, figure.view.signal(name)]);
}

async function drawInto(figure, chart) {
  const text = JSON.stringify(chart.specification);
  if (figure.drawn === text)
    return;
  figure.drawn = text;
  figure.specification = chart.specification;
  const chosen = choices(figure);
  const { draw } = await drawing();
  const canvas = figure.querySelector('.canvas');

  // The page must not jump while a chart gives way to its successor.
  canvas.style.minHeight = `${canvas.offsetHeight}px`;
  figure.view = await draw(canvas, structuredClone(chart.specification));
  for (const [name, value] of chosen)
    await figure.view.signal(name, value).runAsync();
  canvas.style.minHeight = '';
  figure.dataset.drawn = 'true';
}

/**
 * Shows a report's sections, and brings them up to date when called again: what has not changed stays as it is, with
 * what the reader has chosen in it.
 */
export function sectionsIn(place) {
  let shown = [];
  const redraw = async () => {
    for (const figure of place.querySelectorAll('figure.chart')) {
      figure.drawn = null;
      await drawInto(figure, { specification: figure.specification });
    }
  };
  drawing().then(({ redrawOnTheme }) => redrawOnTheme(redraw));
  return async sections => {
    const next = sections.map((section, i) => {
      const text = h('div', { class: `text ${section.kind}` });
      const known = shown[i];
      const kept = known && known.charts.length === section.charts.length
        && known.charts.every((name, at) => name === section.charts[at].name);
      const figures = kept ? known.figures : section.charts.map(figureOf);
      const element = kept ? known.element : h('section', {}, text, figures);
      if (!kept || known.html !== section.html) {
        // The server made it of Markdown in which HTML is text; its policy lets no script of it run.
        const holder = element.querySelector('.text');
        holder.innerHTML = section.html;
        enliven(holder);
      }
      return { element, figures, html: section.html, charts: section.charts.map(chart => chart.name) };
    });
    if (next.length !== shown.length || next.some((section, i) => section.element !== shown[i].element))
      place.replaceChildren(...next.map(section => section.element));
    shown = next;
    for (const [i, section] of sections.entries()) {
      for (const [at, chart] of section.charts.entries())
        await drawInto(shown[i].figures[at], chart);
    }
    place.dataset.drawn = 'true';
  };
}
