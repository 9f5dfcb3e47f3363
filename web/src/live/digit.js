// What the makers of MNIST did to their digits (LeCun et al. 1998, section III.A): made as large as fits into a box of
// 20 x 20 pixels, by its proportions and with grey levels in between, and set into 28 x 28 with its centre of mass in
// the middle.

const box = 20;
const side = 28;

/** The part of an image that has ink; null where it has none. */
export function inked(pixels, width, height, least = 8) {
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x] >= least) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// Every target pixel is the mean of what it covers.
function shrunk(pixels, width, part, columns, rows) {
  const small = new Float64Array(columns * rows);
  const across = part.width / columns, down = part.height / rows;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const [x0, x1, y0, y1] = [x * across, (x + 1) * across, y * down, (y + 1) * down];
      let sum = 0;
      for (let py = Math.floor(y0); py < y1; py++) {
        const high = Math.min(py + 1, y1) - Math.max(py, y0);
        for (let px = Math.floor(x0); px < x1; px++) {
          const wide = Math.min(px + 1, x1) - Math.max(px, x0);
          const at = Math.min(part.top + py, part.top + part.height - 1) * width
            + Math.min(part.left + px, part.left + part.width - 1);
          sum += pixels[at] * wide * high;
        }
      }
      small[y * columns + x] = sum / (across * down);
    }
  }
  return small;
}

/** 28 x 28 grey levels of a drawing (0 is paper, 255 ink); null where there is none. */
export function asMnist(pixels, width, height) {
  const part = inked(pixels, width, height);
  if (!part)
    return null;
  const scale = box / Math.max(part.width, part.height);
  const columns = Math.max(1, Math.round(part.width * scale)), rows = Math.max(1, Math.round(part.height * scale));
  const small = shrunk(pixels, width, part, columns, rows);
  let mass = 0, massX = 0, massY = 0;
  small.forEach((ink, i) => {
    mass += ink;
    massX += ink * (i % columns + 0.5);
    massY += ink * (Math.floor(i / columns) + 0.5);
  });
  const dx = Math.round(side / 2 - massX / mass), dy = Math.round(side / 2 - massY / mass);
  const levels = new Uint8Array(side * side);
  small.forEach((ink, i) => {
    const x = i % columns + dx, y = Math.floor(i / columns) + dy;
    if (x >= 0 && x < side && y >= 0 && y < side)
      levels[y * side + x] = Math.round(Math.min(255, ink));
  });
  return levels;
}

/** Bytes as an address holds them. */
export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
