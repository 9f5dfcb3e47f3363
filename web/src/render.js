// Draws charts without a browser: Vega-Lite specifications by name as JSON on standard input, SVG by the same names as
// JSON on standard output. Light paper, since a code host shows Markdown on either.
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { light } from './theme.js';

async function svg(specification) {
  const opaque = { ...light, background: 'white' };
  const { spec } = compile(specification, { config: opaque });
  return new View(parse(spec), { renderer: 'none' }).toSVG();
}

const chunks = [];
for await (const chunk of process.stdin)
  chunks.push(chunk);
const drawn = {};
for (const [name, specification] of Object.entries(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
  drawn[name] = await svg(specification);
process.stdout.write(JSON.stringify(drawn));
