import { paint, repaintOnPaper } from '../pictures.js';
import { h } from './elements.js';

const painted = new Set();

repaintOnPaper(() => {
  for (const repaint of painted)
    repaint();
});

/** A canvas with rows of pictures; null leaves a place empty. */
export function mosaic(description, rows, zoom) {
  const canvas = h('canvas', { class: 'mosaic', role: 'img', 'aria-label': description });
  const repaint = () => {
    if (canvas.isConnected || !canvas.dataset.painted)
      paint(canvas, rows, zoom);
    else
      painted.delete(repaint);
    canvas.dataset.painted = 'true';
  };
  painted.add(repaint);
  repaint();
  return canvas;
}

/** Kernels as the connection table has them: a row for each map that is read, a column for each that is given. */
export function kernels(convolutions) {
  return convolutions.map(({ layer, inputs, outputs, kernels: all }) => {
    const rows = Array.from({ length: inputs }, () => Array(outputs).fill(null));
    for (const { input, output, picture } of all)
      rows[input][output] = picture;
    const missing = inputs * outputs - all.length;
    const text = `The ${all.length} kernels of ${layer}: a row for each of the ${inputs} maps that are read, a column for `
      + `each of the ${outputs} that are given`
      + (missing ? `; ${missing} places are empty, where the table connects nothing.` : '.');
    return h('figure', {}, h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': `Kernels of ${layer}` },
      mosaic(text, rows, inputs === 1 ? 8 : 6)),
      h('figcaption', {}, h('strong', {}, `${layer}. `), text));
  });
}

/** Paints the pictures of a report's part that shows what networks see, now and whenever the paper changes. */
export function paintBoards(place) {
  const repaint = () => {
    if (!place.isConnected) {
      painted.delete(repaint);
      return;
    }
    for (const section of place.querySelectorAll('section.pictures')) {
      const mosaics = JSON.parse(section.querySelector('script.mosaics').textContent);
      for (const canvas of section.querySelectorAll('canvas.pixels'))
        paint(canvas, mosaics[canvas.dataset.picture], Number(canvas.dataset.zoom));
    }
  };
  painted.add(repaint);
  repaint();
}

function perRow(pictures) {
  const [first] = pictures;
  return first.rows === 1 ? 1 : first.columns >= 20 ? 6 : 8;
}

function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** What each layer makes of an image, the image first. */
export function activity(found) {
  const layer = ({ layer: name, maps }) => {
    const rows = chunks(maps, perRow(maps));
    const text = maps[0].rows === 1 && maps.length === 1 ? `${name}: ${maps[0].columns} units` : `${name}: ${maps.length} maps of ${maps[0].rows} × ${maps[0].columns}`;
    return h('figure', { class: 'layer' }, h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': name },
      mosaic(text, rows, maps[0].rows === 1 ? 6 : 3)),
      h('figcaption', {}, text));
  };
  return h('div', { class: 'layers' },
    h('figure', { class: 'layer' }, mosaic('The image', [[found.image]], 4), h('figcaption', {}, 'the image')),
    found.layers.map(layer));
}

/** Ten bars; what is the image's class is underlined. */
export function probabilities(values, label = null) {
  return h('ol', { class: 'digits', start: '0' }, values.map((value, digit) => {
    const fillUp = h('span', { class: 'fill' });
    fillUp.style.width = `${Math.round(100 * value)}%`;
    return h('li', { class: digit === label ? 'right' : null },
      h('b', {}, `${digit}`), h('span', { class: 'track' }, fillUp), h('small', {}, value < 0.005 ? '' : `${Math.round(100 * value)} %`));
  }));
}
