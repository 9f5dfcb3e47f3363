// Paints pictures of numbers on canvases: images, kernels, feature maps. A picture is
// {"rows": R, "columns": C, "scale": "grey" | "signed", "data": "<base64, a byte a value, row by row>"}:
// grey goes from 0, the background, to 255, ink; of signed values 128 is 0, and 255 (1) the largest magnitude upwards
// (downwards) among all that are shown with it.

// Blue for below 0 and orange for above, which no common kind of colour blindness confuses; 0 is the paper.
const below = [0, 90, 170];
const above = [224, 112, 0];
const papers = {
  light: { paper: [255, 255, 255], ink: [20, 22, 26] },
  dark: { paper: [22, 25, 29], ink: [240, 242, 245] },
};

// Pixels between pictures.
const gap = 1;

// How much of a place without a picture is ink.
const nothing = 0.16;

const prefersDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
const printing = globalThis.matchMedia?.('print');

/** The paper that the reader looks at now: light or dark; print is light. */
export function paperNow() {
  return prefersDark?.matches && !printing?.matches ? 'dark' : 'light';
}

/** A picture's values, one byte each. */
export function valuesOf(picture) {
  const values = Uint8Array.from(atob(picture.data), character => character.charCodeAt(0));
  if (values.length !== picture.rows * picture.columns)
    throw new Error(`${values.length} values are no picture of ${picture.rows} x ${picture.columns}`);
  return values;
}

/** The colour of a value, [red, green, blue], on 'light' or 'dark' paper. */
export function colourOf(scale, value, paper) {
  const { paper: from, ink } = papers[paper];
  const [to, share] = scale === 'grey' ? [ink, value / 255]
    : value >= 128 ? [above, (value - 128) / 127] : [below, (128 - value) / 127];
  return from.map((part, i) => Math.round(part + (to[i] - part) * share));
}

/** Where each picture of a mosaic goes, and how large the whole is, in pixels; a row is as high as its highest. */
export function layOut(mosaic) {
  const columns = Math.max(0, ...mosaic.map(row => row.length));
  const known = mosaic.flat().filter(picture => picture);
  const cellWidth = Math.max(1, ...known.map(picture => picture.columns));
  const cellHeight = Math.max(1, ...known.map(picture => picture.rows));
  const places = mosaic.flatMap((row, y) => row.map((picture, x) => ({
    picture, x: x * (cellWidth + gap), y: y * (cellHeight + gap), width: cellWidth, height: cellHeight,
  })));
  return {
    places,
    width: Math.max(1, columns * (cellWidth + gap) - gap),
    height: Math.max(1, mosaic.length * (cellHeight + gap) - gap),
  };
}

function paintNothing(image, { x, y, width, height }, paper) {
  const { paper: from, ink } = papers[paper];
  const grey = from.map((part, i) => Math.round(part + (ink[i] - part) * nothing));
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++)
      image.data.set([...grey, 255], 4 * (row * image.width + column));
  }
}

function paintOne(image, { picture, x, y }, paper) {
  const values = valuesOf(picture);
  values.forEach((value, i) => {
    const at = 4 * ((y + Math.floor(i / picture.columns)) * image.width + x + (i % picture.columns));
    image.data.set([...colourOf(picture.scale, value, paper), 255], at);
  });
}

/**
 * Paints rows of pictures on a canvas, `zoom` times enlarged; null greys its place. Narrower pages make it
 * smaller.
 */
export function paint(canvas, mosaic, zoom = 1, paper = paperNow()) {
  const { places, width, height } = layOut(mosaic);
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${width * zoom}px`;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  for (const place of places)
    (place.picture ? paintOne : paintNothing)(image, place, paper);
  context.putImageData(image, 0, 0);
}

/** Calls back whenever pictures must be painted anew: from light to dark and back, for print and after it. */
export function repaintOnPaper(repaint) {
  prefersDark?.addEventListener('change', repaint);
  printing?.addEventListener('change', repaint);
}
