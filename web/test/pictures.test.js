import assert from 'node:assert/strict';
import test from 'node:test';
import { colourOf, layOut, valuesOf } from '../src/pictures.js';

const picture = (rows, columns, values, scale = 'grey') =>
  ({ rows, columns, scale, data: Buffer.from(values).toString('base64') });

test('values come back as they were written', () => {
  assert.deepEqual([...valuesOf(picture(2, 2, [0, 1, 128, 255]))], [0, 1, 128, 255]);
});

test('a picture whose values do not fill it is refused', () => {
  assert.throws(() => valuesOf(picture(2, 2, [0, 1, 128])), /3 values are no picture of 2 x 2/);
});

test('nothing is the paper, on either', () => {
  for (const paper of ['light', 'dark'])
    assert.deepEqual(colourOf('grey', 0, paper), colourOf('signed', 128, paper));
  assert.deepEqual(colourOf('grey', 0, 'light'), [255, 255, 255]);
});

test('below zero is blue, above it orange', () => {
  for (const paper of ['light', 'dark']) {
    const [red, , blue] = colourOf('signed', 1, paper);
    assert.ok(blue > red);
    const [otherRed, , otherBlue] = colourOf('signed', 255, paper);
    assert.ok(otherRed > otherBlue);
  }
});

test('pictures stand in rows with a line between them', () => {
  const one = picture(5, 4, new Array(20).fill(0));
  const { places, width, height } = layOut([[one, null, one], [null, one, one]]);
  assert.deepEqual([width, height], [14, 11]);
  assert.deepEqual(places.map(({ x, y }) => [x, y]), [[0, 0], [5, 0], [10, 0], [0, 6], [5, 6], [10, 6]]);
});
