import { ask } from './api.js';
import { count, figure, fill, h, table } from './elements.js';

const page = 100;
const statuses = ['pending', 'running', 'done', 'diverged', 'failed'];
const groups = [
  'variant', 'experiment', 'status', 'dataset', 'activation', 'c3', 'pooling', 'preset', 'engine', 'train_images', 'seed',
];
const orders = {
  started: 'latest first', spec: 'as the specs have them', testError: 'lowest test error', trainError: 'lowest training error',
  gap: 'smallest gap',
};

function select(name, value, options) {
  return h('select', { name }, options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
}

function form(asked, names) {
  const field = (text, control) => h('label', {}, `${text} `, control);
  return h('form', { class: 'filters', role: 'search' },
    field('Experiment', select('experiment', asked.get('experiment') ?? '',
      [['', 'all'], ...names.map(name => [name, name])])),
    field('Status', select('status', asked.get('status') ?? '', [['', 'all'], ...statuses.map(name => [name, name])])),
    field('Words', h('input', {
      type: 'search', name: 'words', value: asked.get('words') ?? '', placeholder: 'variant, seed=3, id, dataset …',
    })),
    field('Group by', select('group', asked.get('group') ?? '', [['', 'nothing'], ...groups.map(name => [name, name.replace('_', ' ')])])),
    field('Order', select('order', asked.get('order') ?? 'started', Object.entries(orders))));
}

function runRows(runs, chosen, choose) {
  return table(['Choose', 'Run', 'Experiment', 'Variant', 'Seed', 'Status', 'Epochs', 'Train %', 'Test %', 'Gap', 'Seconds'],
    runs.map(run => [
      h('input', {
        type: 'checkbox', 'aria-label': `Choose run ${run.runId}`, checked: chosen.has(run.runId),
        change: event => choose(run.runId, event.target.checked),
      }),
      h('a', { href: `/runs/${run.runId}` }, h('code', {}, run.runId.slice(0, 12))),
      h('a', { href: `/experiments/${encodeURIComponent(run.experiment)}` }, run.experiment),
      run.variant, `${run.seed}`, h('span', { class: `status ${run.status}` }, run.status), `${run.epochs}`,
      figure(run.trainErrorPct), figure(run.testErrorPct), figure(run.gapPct), figure(run.trainSeconds, 1),
    ]));
}

function groupRows(groupBy, found, asked, chosen, choose) {
  const variants = groupBy === 'variant';
  const narrower = group => {
    const query = new URLSearchParams(asked);
    query.delete('group');
    if (variants || groupBy === 'experiment')
      query.set('experiment', group.experiment ?? group.name);
    if (groupBy === 'status')
      query.set('status', group.name);
    else if (groupBy === 'seed')
      query.set('words', `seed=${group.name}`);
    else if (groupBy !== 'experiment')
      query.set('words', group.name);
    return `/runs?${query}`;
  };
  return table([...variants ? ['Choose', 'Experiment'] : [], groupBy.replace('_', ' '), 'Runs', 'Done', 'Train % (mean)', 'Test % (mean)',
    'Test % (lowest)', 'Gap (mean)', 'Seconds (mean)'],
  found.groups.map(group => [
    ...variants ? [h('input', {
      type: 'checkbox', 'aria-label': `Choose ${group.name}`, checked: chosen.has(`${group.experiment}/${group.name}`),
      change: event => choose(`${group.experiment}/${group.name}`, event.target.checked),
    }), h('a', { href: `/experiments/${encodeURIComponent(group.experiment)}` }, group.experiment)] : [],
    h('a', { href: narrower(group) }, group.name), `${group.runs}`, `${group.done}`, figure(group.trainErrorPct),
    figure(group.testErrorPct), figure(group.lowestTestErrorPct), figure(group.gapPct), figure(group.trainSeconds, 1),
  ]));
}

function pager(offset, shown, total, go) {
  if (total <= shown && offset === 0)
    return null;
  return h('p', { class: 'pager' },
    h('button', { type: 'button', disabled: offset === 0, click: () => go(Math.max(0, offset - page)) }, 'Before'), ' ',
    `${offset + 1} to ${offset + shown} of ${total.toLocaleString('en')} `,
    h('button', { type: 'button', disabled: offset + shown >= total, click: () => go(offset + page) }, 'Further'));
}

/** All runs, filtered, sorted and grouped; what is asked for stands in the address. */
export async function show(place) {
  document.title = 'Runs · LeNetLab';
  const list = h('div', { class: 'found' }), total = h('p', { role: 'status' });
  const asked = new URLSearchParams(location.search);
  const names = (await ask('experiments')).map(experiment => experiment.name);
  const chosen = new Set();
  const compare = h('button', {
    type: 'button', disabled: true,
    click: () => location.assign(`/compare?${new URLSearchParams(
      [...chosen].map(item => [item.includes('/') ? 'variant' : 'run', item]))}`),
  }, 'Compare what is chosen');
  const choose = (item, on) => {
    chosen[on ? 'add' : 'delete'](item);
    compare.disabled = chosen.size < 2;
  };
  const draw = async () => {
    const offset = Number(asked.get('offset') ?? 0);
    const found = await ask('runs', { ...Object.fromEntries(asked), limit: page });
    total.textContent = count(found.total, 'run');
    fill(list, asked.get('group') ? groupRows(asked.get('group'), found, asked, chosen, choose)
      : [runRows(found.runs, chosen, choose), pager(offset, found.runs.length, found.total, go)]);
  };
  const go = offset => {
    asked.set('offset', offset);
    history.replaceState(null, '', `?${asked}`);
    return draw();
  };
  const filters = form(asked, names);
  const read = () => {
    for (const [name, value] of new FormData(filters))
      value ? asked.set(name, value) : asked.delete(name);
    return go(0);
  };
  filters.addEventListener('submit', event => event.preventDefault());
  let timer = null;
  filters.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(read, 200);
  });
  fill(place, h('h1', {}, 'Runs'), filters, h('p', {}, total, compare), list);
  await draw();
  return draw;
}
