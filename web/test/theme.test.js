import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { dark, light } from '../src/theme.js';

const source = new URL('../src/', import.meta.url);
const templates = new URL('../../src/LeNetLab/Reports/Charts/Templates/', import.meta.url);

const themes = Object.entries({ light, dark });

function linear(hex) {
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
}

/** Contrast as WCAG 2 defines it. */
function contrast(a, b) {
  const [brighter, darker] = [a, b].map(hex => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }).sort((x, y) => y - x);
  return (brighter + 0.05) / (darker + 0.05);
}

// How eyes without one of the three kinds of cone see, on linear colours: Machado, Oliveira and Fernandes 2009, severity 1.
const eyes = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** A colour in Oklab (Ottosson 2020), in which distances are as they are seen; white is 1 from black. */
function seen(hex, eye) {
  const colour = linear(hex);
  const [red, green, blue] = eye.map(row => Math.max(0, row.reduce((sum, weight, i) => sum + weight * colour[i], 0)));
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

/** A style's colours by name, on light paper and on dark. */
async function variables(file) {
  const style = await readFile(new URL(file, source), 'utf8');
  const [onLight, onDark] = style.split(/@media \(prefers-color-scheme: dark\)/);
  const of = text => Object.fromEntries([...text.matchAll(/--([a-z]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
  return { light: of(onLight), dark: { ...of(onLight), ...of(onDark ?? '') } };
}

const page = await variables('report.css');
const live = await variables('live.css');

test('every colour of a chart stands out from its paper by 3:1', async () => {
  const files = (await readdir(templates)).filter(name => name !== 'confusion.vl.json');
  const fixed = (await Promise.all(files.map(name => readFile(new URL(name, templates), 'utf8')))).join()
    .match(/#[0-9A-Fa-f]{6}/g);
  assert.ok(fixed.length > 0);
  for (const [paper, { range }] of themes) {
    for (const colour of [...range.category, ...fixed])
      assert.ok(contrast(colour, page[paper].paper) >= 3, `${colour} on ${paper}: ${contrast(colour, page[paper].paper)}`);
  }
});

test('no mark of a chart but a band is seen through', async () => {
  const thin = [];
  const look = part => {
    if (part?.mark?.type && part.mark.type !== 'area' && (part.mark.opacity ?? 1) < 1)
      thin.push(part.mark);
    Object.values(part ?? {}).filter(inner => typeof inner === 'object').forEach(look);
  };
  for (const name of await readdir(templates))
    look(JSON.parse(await readFile(new URL(name, templates), 'utf8')));
  assert.deepEqual(thin, []);
});

test('numbers in a confusion matrix are read on its lightest and its darkest', async () => {
  const confusion = await readFile(new URL('confusion.vl.json', templates), 'utf8');
  const [lightest, darkest, text] = confusion.match(/#[0-9a-f]{6}/g);
  assert.ok(contrast(text, lightest) >= 4.5 && contrast(text, darkest) >= 4.5);
});

test('no two colours of a palette come near each other, however a reader sees colours', () => {
  for (const [paper, { range: { category } }] of themes) {
    for (const [kind, eye] of Object.entries(eyes)) {
      const points = category.map(colour => seen(colour, eye));
      points.forEach((point, i) => points.slice(0, i).forEach((other, j) => {
        const apart = Math.hypot(...point.map((part, axis) => part - other[axis]));
        assert.ok(apart >= 0.05, `${category[j]} and ${category[i]} on ${paper}, ${kind}: ${apart}`);
      }));
    }
  }
});

test('each of 64 looks is one colour and shape', () => {
  for (const [, { range: { category, symbol } }] of themes) {
    const looks = Array.from({ length: 64 }, (_, i) => `${category[i % category.length]} ${symbol[i % symbol.length]}`);
    assert.equal(new Set(looks).size, 64);
    assert.equal(new Set(symbol.slice(0, 8)).size, 8);
  }
});

test('states of runs stand out by 3:1 as bars, and by 4.5:1 as words', () => {
  for (const [paper, { paper: ground }] of Object.entries(page)) {
    for (const state of ['done', 'running', 'diverged', 'failed', 'silent', 'interrupted', 'pending'])
      assert.ok(contrast(live[paper][state], ground) >= 3, `${state} on ${paper}: ${contrast(live[paper][state], ground)}`);
    for (const [word, colour] of [['warn', page[paper].warn], ['running', live[paper].running]])
      assert.ok(contrast(colour, ground) >= 4.5, `${word} on ${paper}: ${contrast(colour, ground)}`);
  }
});
