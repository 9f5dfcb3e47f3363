import embed from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import { fitted } from './fitted.js';
import { dark, light } from './theme.js';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/**
 * Draws a specification. Expressions are interpreted, not compiled: a page's content security policy then need not allow
 * scripts to be made of strings.
 */
export async function draw(place, specification) {
  const { view } = await embed(place, fitted(specification, place.clientWidth), {
    mode: 'vega-lite', renderer: 'svg', actions: false, ast: true, expr: expressionInterpreter,
    config: prefersDark.matches ? dark : light,
  });
  return view;
}

/** Draws anew whenever the reader goes from light to dark, or back. */
export function redrawOnTheme(redraw) {
  prefersDark.addEventListener('change', redraw);
}

/** Gives a reader a file. */
export function offer(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
