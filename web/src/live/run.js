import { ask } from './api.js';
import { fill, h } from './elements.js';
import { sectionsIn } from './sections.js';

/** All of one run. */
export async function show(place, prefix) {
  document.title = `Run ${prefix} · LeNetLab`;
  const report = h('div', { class: 'report' }), links = h('p', { class: 'links' });
  const update = sectionsIn(report);
  let experiments = [];
  const draw = async names => {
    if (names && !experiments.some(name => names.has(name)))
      return;
    const run = await ask(`runs/${encodeURIComponent(prefix)}`);
    experiments = run.rows.map(row => row.experiment);
    fill(links, experiments.map((name, i) => [i ? ' · ' : 'Of ', h('a', { href: `/experiments/${encodeURIComponent(name)}` }, name)]).flat());
    await update(run.sections);
  };
  fill(place, h('h1', {}, 'Run ', h('code', {}, prefix)), links, report);
  await draw();
  return draw;
}
