// Draws charts without a browser: Vega-Lite specifications by name as JSON on standard input, SVG by the same names as
// JSON on standard output. Light paper, since a code host shows Markdown on either.
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { light } from './theme.js';

async function svg(specification) {
  const opaque = { ...light, background: 'white' };
  const { spec } = compile(specification, { config: opaque });
  return short(await new View(parse(spec), { renderer: 'none' }).toSVG());
}

/**
 * Hundredths of a pixel are enough for places, and a picture has one text in its stead, which the Markdown gives: the
 * file is half as large. What it shows stays as it is.
 */
function short(drawn) {
  return drawn.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '').replace(/ (?:d|transform|x[12]?|y[12]?)="[^"]*"/g, attribute =>
    attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, number => String(Number(Number(number).toFixed(2)))));
}

const chunks = [];
for await (const chunk of process.stdin)
  chunks.push(chunk);
const drawn = {};
for (const [name, specification] of Object.entries(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
  drawn[name] = await svg(specification);
process.stdout.write(JSON.stringify(drawn));
