// Bundles what runs in a browser, each page's script and style as one file that a page can hold within itself, and what
// draws charts under Node. Everything goes to dist/, which is not committed.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const shared = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', outdir: 'dist' };

await mkdir('dist', { recursive: true });
await build({
  ...shared, entryPoints: ['src/report.js', 'src/report.css'], format: 'iife', platform: 'browser', target: 'es2022',
});
await build({
  ...shared, entryPoints: ['src/live.js', 'src/live-charts.js', 'src/live.css'], format: 'esm', platform: 'browser',
  target: 'es2022', external: ['/live-charts.js'],
});
await build({
  ...shared, entryPoints: ['src/render.js'], format: 'esm', platform: 'node', target: 'node20',
  outExtension: { '.js': '.mjs' }, external: ['canvas'],
});
await writeFile('dist/notices.txt', await notices('node_modules'));

/** The licences of everything that is bundled, which ask to be kept with it. */
async function notices(folder) {
  const texts = [];
  for (const name of (await packages(folder)).sort()) {
    const about = JSON.parse(await readFile(path.join(folder, name, 'package.json'), 'utf8'));
    const file = (await readdir(path.join(folder, name))).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(path.join(folder, name, file), 'utf8') : `Licence: ${about.license}`;
    texts.push(`${name} ${about.version}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function packages(folder) {
  const names = [];
  for (const entry of await readdir(folder)) {
    if (entry.startsWith('@'))
      names.push(...(await readdir(path.join(folder, entry))).map(inner => `${entry}/${inner}`));
    else if (!entry.startsWith('.'))
      names.push(entry);
  }
  return names.filter(name => !name.includes('esbuild'));
}
