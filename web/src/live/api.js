/** Asks the server; what it refuses is an error with its sentence. */
export async function ask(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== '')
        query.append(name, each);
    }
  }
  const answer = await fetch(`/api/${path}${query.size ? `?${query}` : ''}`);
  const found = await answer.json();
  if (!answer.ok)
    throw new Error(found.error ?? `The server answered ${answer.status}.`);
  return found;
}

/**
 * Calls back with the names of experiments that have changed, at most once in so many milliseconds; with null if any may
 * have. A page that nobody sees hears nothing: browsers keep so few connections to one server that some windows of it
 * would leave none to others.
 */
export function listen(changed, pulse, atMostEvery = 1000) {
  const waiting = new Set();
  let timer = null, source = null, lost = false;
  const tell = () => {
    timer = null;
    const names = new Set(waiting);
    waiting.clear();
    changed(names);
  };
  const open = () => {
    source = new EventSource('/api/changes');
    source.addEventListener('open', () => {
      pulse(true);
      // Nobody knows what was missed.
      if (lost)
        changed(null);
      lost = false;
    });
    source.addEventListener('error', () => {
      lost = true;
      pulse(false);
    });
    source.addEventListener('change', event => {
      JSON.parse(event.data).forEach(name => waiting.add(name));
      timer ??= setTimeout(tell, atMostEvery);
    });
  };
  const look = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      open();
      changed(null);
    }
  };
  document.addEventListener('visibilitychange', look);
  if (!document.hidden)
    open();
}
