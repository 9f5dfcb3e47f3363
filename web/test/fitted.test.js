import assert from 'node:assert/strict';
import test from 'node:test';
import { fitted } from '../src/fitted.js';

const facets = {
  datasets: { rows: [{ legend: { columns: 3 } }] }, columns: 3,
  spec: { width: 215, encoding: { color: { legend: { orient: 'bottom', columns: 3 } } } },
};

test('panels stand in a row where there is room, and below each other on a phone', () => {
  assert.deepEqual(fitted(facets, 1000), facets);
  assert.equal(fitted(facets, 600).columns, 2);
  const phone = fitted(facets, 360);
  assert.deepEqual([phone.columns, phone.spec.encoding.color.legend.columns], [1, 1]);
  assert.equal(phone.datasets, facets.datasets);
});

test('panels of a concatenation too, by the widest', () => {
  const two = { datasets: {}, columns: 2, concat: [{ width: 330 }, { width: 300 }] };
  assert.equal(fitted(two, 1000).columns, 2);
  assert.equal(fitted(two, 700).columns, 1);
});

test('a chart without panels, or in a place without a width, stays as it is', () => {
  assert.equal(fitted({ width: 520, datasets: {} }, 300).width, 520);
  assert.equal(fitted(facets, 0), facets);
});
