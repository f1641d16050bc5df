// Bundles src/ into static/deck_map/, named by the hash of what it holds, and notes what it was made from.

import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';

const HERE = import.meta.dirname;
const OUT = join(HERE, '../../../static/deck_map');

const {outputFiles, metafile} = await build({
  absWorkingDir: HERE,
  metafile: true,
  entryPoints: [join(HERE, 'src/index.js')],
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none', // every licence and notice is in LICENSES.txt
  loader: {'.css': 'text'},
  // st.pydeck_chart puts another deck.gl on the same page, and whichever comes second gives up when it finds
  // the globals of the first.
  define: {
    'globalThis.deck': 'globalThis.equityLeversDeck',
    'globalThis.luma': 'globalThis.equityLeversLuma',
    'process.env.NODE_ENV': '"production"'
  }
});

const bundle = outputFiles[0].contents;
const name = `deck_map-${sha256(bundle).slice(0, 10)}.js`;
await rm(OUT, {recursive: true, force: true});
await mkdir(OUT, {recursive: true});
await writeFile(join(OUT, name), bundle);
await writeFile(join(OUT, 'LICENSES.txt'), await licenses());
await writeFile(join(OUT, 'built.json'), JSON.stringify({bundle: name, sources: await sourceHash()}) + '\n');
console.log(`${name}: ${bundle.length} bytes`);

function sha256(...parts) {
  const hash = createHash('sha256');
  parts.forEach(part => hash.update(part));
  return hash.digest('hex');
}

// The same files in the same order as tests/components/test_deck_map.py.
async function sourceHash() {
  const sources = (await readdir(join(HERE, 'src'))).map(file => `src/${file}`);
  const files = [...sources, 'build.mjs', 'package.json', 'package-lock.json'].sort();
  const parts = [];
  for (const file of files) parts.push(file, '\n', await readFile(join(HERE, file)));
  return sha256(...parts);
}

function packageOf(path) {
  return path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)/)?.[1];
}

async function licenses() {
  const lock = JSON.parse(await readFile(join(HERE, 'package-lock.json'), 'utf8'));
  const bundled = new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean));
  const texts = [];
  for (const folder of [...bundled].sort()) {
    const {version, license} = lock.packages[folder];
    const files = await readdir(join(HERE, folder));
    const own = files.filter(each => /^licen[cs]e|^(copyright)?notice/i.test(each)).sort();
    const words = await Promise.all(own.map(file => readFile(join(HERE, folder, file), 'utf8')));
    if (!words.length) words.push(`Licence: ${license}`);
    const said = words.map(each => each.trim()).join('\n\n');
    texts.push(`${folder.replace(/^.*node_modules\//, '')} ${version}\n\n${said}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
