import { ask } from './api.js';
import { fill, h } from './elements.js';
import { sectionsIn } from './sections.js';

/** Whatever the address names, held against each other. */
export async function show(place) {
  document.title = 'Compare · LeNetLab';
  const query = new URLSearchParams(location.search);
  const asked = { variant: query.getAll('variant'), run: query.getAll('run') };
  if (asked.variant.length + asked.run.length < 2) {
    fill(place, h('h1', {}, 'Compare'), h('p', {},
      'Choose two or more: single runs on the page of ', h('a', { href: '/runs' }, 'runs'),
      ', variants there where they are ', h('a', { href: '/runs?group=variant' }, 'grouped by variant'),
      ', or on an experiment’s own page.'));
    return null;
  }
  const report = h('div', { class: 'report' });
  const update = sectionsIn(report);
  let experiments = [];
  const draw = async names => {
    if (names && !experiments.some(name => names.has(name)))
      return;
    const found = await ask('compare', asked);
    experiments = found.experiments;
    await update(found.sections);
  };
  fill(place, h('h1', {}, 'Comparison'), h('p', { class: 'links' }, 'Of ',
    [...asked.variant, ...asked.run.map(id => `run ${id.slice(0, 12)}`)].map((name, i) => [i ? ', ' : '', h('code', {}, name)]).flat()),
  report);
  await draw();
  return draw;
}
