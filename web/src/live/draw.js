import { ask } from './api.js';
import { base64url, asMnist } from './digit.js';
import { count, fill, h } from './elements.js';
import { activity, mosaic, probabilities } from './networks.js';

const size = 280;
const pen = 22;

/** A sheet to draw on with a mouse, a finger or a pen; calls back when a stroke has ended. */
function sheet(ended) {
  const canvas = h('canvas', {
    class: 'sheet', width: size, height: size, role: 'img', tabindex: '0', 'aria-label': 'A sheet to draw a digit on',
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let last = null;
  const at = event => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(event.clientX - left) * size / width, (event.clientY - top) * size / height];
  };
  const stroke = (from, to) => {
    Object.assign(context, { lineWidth: pen, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  };
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    stroke(last, last);
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', event => {
    if (!last)
      return;
    const next = at(event);
    stroke(last, next);
    last = next;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (last)
        ended();
      last = null;
    });
  }
  return {
    canvas,
    clear: () => context.clearRect(0, 0, size, size),
    // The sheet is clear, and ink is what covers it.
    ink: () => context.getImageData(0, 0, size, size).data.filter((_, i) => i % 4 === 3),
  };
}

function opinion(variant, chosen, choose) {
  if (variant.seeds.length === 0)
    return h('article', { class: 'opinion' }, h('p', {}, h('code', {}, variant.variant), ': none of its runs is a network that is done.'));
  const digit = variant.probabilities.indexOf(Math.max(...variant.probabilities));
  return h('article', { class: 'opinion', 'data-variant': variant.variant, 'data-says': `${digit}` },
    h('p', {}, h('strong', { class: 'said' }, `${digit}`), ' ', h('code', {}, variant.variant), ' ',
      h('button', { type: 'button', 'aria-pressed': `${chosen === variant.variant}`, click: () => choose(variant) }, 'Look inside')),
    probabilities(variant.probabilities),
    h('small', {}, `Mean over ${count(variant.seeds.length, 'seed')}, which say `,
      variant.seeds.map(seed => h('span', { class: 'seed', title: `seed ${seed.seed}: ${(100 * seed.probability).toFixed(1)} %` }, `${seed.digit} `)),
      variant.leftOut ? `; ${variant.leftOut} more were not asked` : ''));
}

function opinions(found, chosen, choose) {
  return found.map(variant => opinion(variant, chosen, choose));
}

/** Draw a digit, and see what each variant of an experiment says and its feature maps. */
export async function show(place) {
  document.title = 'Draw a digit · LeNetLab';
  const experiments = (await ask('experiments')).filter(experiment => experiment.done > 0);
  if (experiments.length === 0) {
    fill(place, h('h1', {}, 'Draw a digit'), h('p', {}, 'No run is done yet, so there is no network to ask.'));
    return null;
  }
  const asked = new URLSearchParams(location.search).get('experiment');
  const choice = h('select', { name: 'experiment', change: () => answer() }, experiments.map(({ name }) =>
    h('option', { value: name, selected: name === asked }, name)));
  const said = h('div', { class: 'said-by', role: 'status' }, h('p', {}, 'Draw a digit on the sheet.'));
  const seen = h('div', { class: 'seen' }), inside = h('div', { class: 'inside' });
  let looked = null, levels = null, asking = 0;

  const look = async variant => {
    looked = variant.variant;
    const [{ runId, seed }] = variant.seeds;
    const found = await ask(`runs/${runId}/activity`, { pixels: base64url(levels) });
    fill(inside, h('h2', {}, `Inside ${variant.variant}, seed ${seed}`), h('p', {}, h('a', { href: `/runs/${runId}` }, `run ${runId}`)),
      activity(found));
  };
  const answer = async () => {
    levels = asMnist(drawing.ink(), size, size);
    if (!levels)
      return;
    const turn = ++asking;
    fill(seen, mosaic('The digit as the networks get it', [[{
      rows: 28, columns: 28, scale: 'grey', data: btoa(String.fromCharCode(...levels)),
    }]], 4), h('small', {}, 'as the networks get it'));
    const found = await ask(`experiments/${encodeURIComponent(choice.value)}/digit`, { pixels: base64url(levels) });
    if (turn !== asking)
      return;
    const choose = async variant => {
      fill(said, opinions(found, variant.variant, choose));
      await look(variant);
    };
    const first = found.find(variant => variant.variant === looked && variant.seeds.length) ?? found.find(variant => variant.seeds.length);
    fill(said, opinions(found, first?.variant, choose));
    if (first)
      await look(first);
    said.dataset.answered = `${turn}`;
  };
  const drawing = sheet(answer);
  const clear = h('button', {
    type: 'button', click: () => {
      drawing.clear();
      fill(said, h('p', {}, 'Draw a digit on the sheet.'));
      fill(seen);
      fill(inside);
    },
  }, 'Clear the sheet');
  fill(place, h('h1', {}, 'Draw a digit'),
    h('p', {}, 'What you draw is made as MNIST’s digits were: as large as fits into 20 × 20 pixels, its centre of mass in the '
      + 'middle of 28 × 28. Networks that have seen other digits than these know them the less.'),
    h('p', {}, h('label', {}, 'The networks of ', choice)),
    h('div', { class: 'desk' }, h('div', {}, drawing.canvas, h('p', {}, clear)), seen, said), inside);
  return null;
}
