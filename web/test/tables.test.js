import assert from 'node:assert/strict';
import test from 'node:test';
import { compareKeys, sortKey } from '../src/tables.js';

test('cells sort by their first number', () => {
  const cells = ['1.06 ± 0.09', '−0.5', '12,300', '0.88 ± 0.08', '—', '1e-5', 'never'];
  const sorted = cells.toSorted((a, b) => compareKeys(sortKey(a), sortKey(b)));
  assert.deepEqual(sorted, ['−0.5', '1e-5', '0.88 ± 0.08', '1.06 ± 0.09', '12,300', 'never', '—']);
});

test('texts sort by the alphabet, whatever their case', () => {
  assert.deepEqual(['relu', 'Tanh', 'Adam'].toSorted((a, b) => compareKeys(sortKey(a), sortKey(b))),
    ['Adam', 'relu', 'Tanh']);
});
