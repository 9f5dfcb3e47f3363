import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMnist, base64url, inked } from '../src/live/digit.js';

const size = 280;

function sheet(...boxes) {
  const pixels = new Uint8Array(size * size);
  for (const [left, top, width, height] of boxes) {
    for (let y = top; y < top + height; y++)
      pixels.fill(255, y * size + left, y * size + left + width);
  }
  return pixels;
}

function massOf(levels) {
  let mass = 0, x = 0, y = 0;
  levels.forEach((ink, i) => {
    mass += ink;
    x += ink * (i % 28 + 0.5);
    y += ink * (Math.floor(i / 28) + 0.5);
  });
  return { mass, x: x / mass, y: y / mass };
}

test('a sheet without ink is no digit', () => assert.equal(asMnist(sheet(), size, size), null));

test('wherever and however large it is drawn, its longer side is 20 pixels and its centre of mass in the middle', () => {
  for (const box of [[10, 10, 40, 100], [200, 20, 60, 60], [0, 200, 280, 40], [139, 139, 2, 2]]) {
    const levels = asMnist(sheet(box), size, size);
    const part = inked(levels, 28, 28);
    assert.equal(Math.max(part.width, part.height), 20);
    const { x, y } = massOf(levels);
    assert.ok(Math.abs(x - 14) <= 0.5 && Math.abs(y - 14) <= 0.5, `${x}, ${y}`);
  }
});

test('proportions stay', () => {
  const part = inked(asMnist(sheet([50, 50, 30, 120]), size, size), 28, 28);
  assert.deepEqual([part.width, part.height], [5, 20]);
});

test('the centre of mass, not of the box, is in the middle', () => {
  const levels = asMnist(sheet([40, 40, 200, 40], [40, 80, 20, 160]), size, size);
  const part = inked(levels, 28, 28);
  assert.ok(part.top > 4, 'heavy above, so it hangs lower than in the middle');
  assert.ok(Math.abs(massOf(levels).y - 14) <= 0.5);
});

test('edges are grey where ink covers a part of a pixel', () => {
  const levels = asMnist(sheet([100, 100, 7, 100]), size, size);
  assert.ok([...levels].every(level => level <= 255) && levels.some(level => level > 0));
  const slanted = new Uint8Array(size * size);
  for (let y = 50; y < 230; y++)
    slanted.fill(255, y * size + y, y * size + y + 20);
  assert.ok([...asMnist(slanted, size, size)].some(level => level > 20 && level < 235));
});

test('bytes fit into an address', () => {
  assert.equal(base64url(Uint8Array.of(255, 239, 190)), Buffer.from([255, 239, 190]).toString('base64url'));
});
