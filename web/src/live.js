import { listen } from './live/api.js';
import { fill, h } from './live/elements.js';
import * as compare from './live/compare.js';
import * as draw from './live/draw.js';
import * as experiment from './live/experiment.js';
import * as experiments from './live/experiments.js';
import * as run from './live/run.js';
import * as runs from './live/runs.js';

// A page is a function of its place and the parts of its address; what it gives is called when something has changed,
// with the names of the experiments.
const pages = [
  [/^\/$/, experiments.show],
  [/^\/experiments\/([^/]+)$/, experiment.show],
  [/^\/runs$/, runs.show],
  [/^\/runs\/([^/]+)$/, run.show],
  [/^\/compare$/, compare.show],
  [/^\/draw$/, draw.show],
];

const main = document.getElementById('main');
const pulse = document.getElementById('pulse');

function complain(problem) {
  document.getElementById('problem')?.remove();
  main.prepend(h('p', { id: 'problem', role: 'alert', class: 'problem' }, problem.message));
}

async function open() {
  const [pattern, show] = pages.find(([known]) => known.test(location.pathname)) ?? [];
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.pathname === location.pathname)
      link.setAttribute('aria-current', 'page');
  }
  if (!show)
    return fill(main, h('h1', {}, 'There is no such page'));
  const parts = location.pathname.match(pattern).slice(1).map(decodeURIComponent);
  const changed = await show(main, ...parts);
  if (!changed)
    return;
  let again = false, busy = false;
  const refresh = async names => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        await changed(names);
        document.getElementById('problem')?.remove();
      } while (again);
    } catch (problem) {
      complain(problem);
    } finally {
      busy = false;
    }
  };
  listen(refresh, alive => {
    pulse.textContent = alive ? 'live' : 'the server is gone; trying again';
    pulse.className = alive ? 'alive' : 'gone';
  });
}

open().catch(complain).finally(() => {
  document.body.dataset.ready = 'true';
});
