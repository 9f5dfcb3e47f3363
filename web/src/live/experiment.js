import { ask } from './api.js';
import { fill, h } from './elements.js';
import { progressOf } from './experiments.js';
import { enliven } from '../tables.js';
import { paintBoards } from './networks.js';
import { sectionsIn } from './sections.js';

function chooser(name, variants, chosen) {
  const button = h('button', {
    type: 'button', disabled: chosen.size < 2,
    click: () => location.assign(`/compare?${new URLSearchParams([...chosen].map(variant => ['variant', `${name}/${variant}`]))}`),
  }, 'Compare');
  return h('details', {}, h('summary', {}, 'Compare some of its variants'),
    h('div', { class: 'choices' }, variants.map(variant => h('label', {},
      h('input', {
        type: 'checkbox', checked: chosen.has(variant),
        change: event => {
          chosen[event.target.checked ? 'add' : 'delete'](variant);
          button.disabled = chosen.size < 2;
        },
      }), ` ${variant}`))), button);
}

/** What the networks see, once it is asked for: pictures take their time. */
function pictures(name) {
  const place = h('div', { class: 'boards' });
  const details = h('details', {
    toggle: async () => {
      if (!details.open || place.hasChildNodes())
        return;
      place.append('…');
      const html = await ask(`experiments/${encodeURIComponent(name)}/pictures`).catch(problem => problem);
      if (typeof html !== 'string' || html === '') {
        fill(place, h('p', {}, html.message ?? 'No network is done yet, or the test images are not in the database.'));
        return;
      }
      place.innerHTML = html;
      enliven(place);
      paintBoards(place);
    },
  }, h('summary', {}, 'What its networks see: the hardest digits, mistakes, kernels, feature maps'), place);
  return details;
}

/** An experiment: how far it is, and its report as it stands. */
export async function show(place, name) {
  document.title = `${name} · LeNetLab`;
  const state = h('div'), report = h('div', { class: 'report' }), choice = h('div');
  const chosen = new Set();
  let variants = '';
  const update = sectionsIn(report);
  const draw = async names => {
    if (names && !names.has(name))
      return;
    const [all, found] = await Promise.all([ask('experiments'), ask(`experiments/${encodeURIComponent(name)}`)]);
    fill(state, progressOf(all.find(experiment => experiment.name === name)));
    if (variants !== found.variants.join('\n')) {
      variants = found.variants.join('\n');
      fill(choice, chooser(name, found.variants, chosen));
    }
    await update(found.sections);
  };
  fill(place, state, h('p', { class: 'links' },
    h('a', { href: `/runs?${new URLSearchParams({ experiment: name, order: 'spec' })}` }, 'Its runs'), ' · ',
    h('a', { href: `/draw?${new URLSearchParams({ experiment: name })}` }, 'Draw a digit for its networks')), choice, report, pictures(name));
  await draw();
  return draw;
}
