import { ask } from './api.js';
import { count, fill, h } from './elements.js';

// In the order in which the bar shows them.
const states = ['done', 'diverged', 'failed', 'running', 'silent', 'interrupted', 'pending'];

const words = {
  done: 'done', diverged: 'diverged', failed: 'failed', running: 'running', silent: 'without a sign of life',
  interrupted: 'interrupted', pending: 'left',
};

function bar(experiment) {
  const parts = states.filter(state => experiment[state] > 0);
  const text = parts.map(state => `${experiment[state].toLocaleString('en')} ${words[state]}`).join(', ') || 'no runs';
  return h('div', { class: 'progress' },
    h('div', { class: 'states', role: 'img', 'aria-label': text },
      parts.map(state => {
        const part = h('span', { class: state });
        part.style.flexGrow = experiment[state];
        return part;
      })),
    h('small', {}, `${count(experiment.total, 'run')}: ${text}`));
}

function growing(experiment) {
  if (experiment.growing.length === 0)
    return null;
  return h('ul', { class: 'growing' }, experiment.growing.map(run => h('li', {},
    h('a', { href: `/runs/${run.runId}` }, `${run.variant}, seed ${run.seed}`), ' ',
    h('progress', {
      value: run.epochs, max: Math.max(run.of, 1), 'aria-label': `Epochs of ${run.variant}, seed ${run.seed}`,
    }), ` epoch ${run.epochs} of ${run.of}`)));
}

/** How far an experiment is, and what of it is being trained. */
export function progressOf(experiment) {
  return [bar(experiment), growing(experiment)];
}

function card(experiment) {
  return h('article', { class: 'card', 'data-experiment': experiment.name },
    h('h2', {}, h('a', { href: `/experiments/${encodeURIComponent(experiment.name)}` }, experiment.name)),
    h('p', {}, experiment.question), progressOf(experiment));
}

/** The first page: what there is, and how far it is. */
export async function show(place) {
  const list = h('div', { class: 'cards' });
  const draw = async () => {
    const experiments = await ask('experiments');
    const atWork = experiment => experiment.running > 0 ? 0 : 1;
    experiments.sort((a, b) => atWork(a) - atWork(b));
    fill(list, experiments.length ? experiments.map(card)
      : [h('p', {}, 'Nothing is recorded yet. ', h('code', {}, 'make run EXP=smoke'), ' begins; this page will show it.')]);
  };
  await draw();
  fill(place, h('h1', {}, 'Experiments'), list);
  return draw;
}
