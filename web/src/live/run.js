import { ask } from './api.js';
import { fill, h } from './elements.js';
import { activity, kernels, probabilities } from './networks.js';
import { sectionsIn } from './sections.js';

/** The network of a run, to be looked into: its kernels, and what it makes of a test image. */
async function inside(place, id) {
  const maps = h('div');
  const number = h('input', { type: 'number', min: '0', value: '0', name: 'image' });
  const look = async () => {
    try {
      const found = await ask(`runs/${id}/activity`, { image: number.value || '0' });
      number.max = found.images - 1;
      fill(maps, h('p', {}, `Its class is ${found.label}.`), probabilities(found.probabilities, found.label), activity(found));
    } catch (problem) {
      fill(maps, h('p', { class: 'problem' }, problem.message));
    }
  };
  number.addEventListener('change', look);
  const convolutions = await ask(`runs/${id}/kernels`);
  fill(place, convolutions.length ? h('h2', {}, 'Kernels') : null, kernels(convolutions),
    h('h2', {}, 'Feature maps'), h('p', {}, h('label', {}, 'Test image ', number)), maps);
  await look();
  place.dataset.drawn = 'true';
}

/** All of one run. */
export async function show(place, prefix) {
  document.title = `Run ${prefix} · LeNetLab`;
  const report = h('div', { class: 'report' }), links = h('p', { class: 'links' }), network = h('div', { class: 'network' });
  const update = sectionsIn(report);
  let experiments = [], looked = false;
  const draw = async names => {
    if (names && !experiments.some(name => names.has(name)))
      return;
    const run = await ask(`runs/${encodeURIComponent(prefix)}`);
    experiments = [...new Set(run.rows.map(row => row.experiment))];
    fill(links, experiments.map((name, i) => [i ? ' · ' : 'Of ', h('a', { href: `/experiments/${encodeURIComponent(name)}` }, name)]).flat());
    await update(run.sections);
    if (!looked && run.hasNetwork) {
      looked = true;
      await inside(network, run.runId);
    }
  };
  fill(place, h('h1', {}, 'Run ', h('code', {}, prefix)), links, report, network);
  await draw();
  return draw;
}
