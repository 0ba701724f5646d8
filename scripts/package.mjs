// Writes nomad-job-authoring-<version>.vsix: the built files and what .vscodeignore lets through, in the form that VS Code
// installs and the marketplaces take.
// usage: package.mjs [--out FILE]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureToolchain, root } from './toolchain.mjs';

/**
 * Packs what is built.
 *
 * @param out the file to write
 * @returns the file's path
 */
export async function packageExtension(out) {
  const { default: JSZip } = await import('jszip');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files = shippedFiles();
  for (const needed of ['package.json', 'README.md', 'LICENSE', 'dist/extension.js', 'dist/server.js', manifest.icon]) {
    if (!files.includes(needed)) console.warn(`The package lacks ${needed}`);
  }
  const zip = new JSZip();
  zip.file('extension.vsixmanifest', vsixManifest(manifest, files));
  zip.file('[Content_Types].xml', contentTypes(files));
  // A fixed date, so that the same sources give the same package.
  const date = new Date(Date.UTC(2000, 0, 1));
  for (const file of files)
    zip.file(`extension/${file}`, readFileSync(join(root, file)), { date, createFolders: false });
  writeFileSync(out, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'UNIX' }));
  return out;
}

/** The files that .vscodeignore names with `!`; its first line keeps out everything else. */
function shippedFiles() {
  const lines = readFileSync(join(root, '.vscodeignore'), 'utf8').split('\n');
  const wanted = lines.filter((line) => line.startsWith('!')).map((line) => toRegExp(line.slice(1).trim()));
  return [...topFolders(lines), '.']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: folder !== '.', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .replaceAll('\\', '/'),
        ),
    )
    .filter((file) => wanted.some((pattern) => pattern.test(file)))
    .sort();
}

const topFolders = (lines) =>
  new Set(lines.filter((line) => /^![^*]+\//.test(line)).map((line) => line.slice(1).split('/')[0]));

/** `*` stops at a slash, `**` does not. */
function toRegExp(glob) {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${source}$`);
}

function vsixManifest(manifest, files) {
  const property = (name, value) => `<Property Id="Microsoft.VisualStudio.Code.${name}" Value="${xml(value)}"/>`;
  const asset = (type, path) =>
    files.includes(path)
      ? `<Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true"/>`
      : '';
  const languages = manifest.contributes.languages.flatMap(({ id, extensions = [] }) => [
    id,
    ...extensions.map((extension) => `__ext_${extension.split('.').pop()}`),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"/>
    <DisplayName>${xml(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(manifest.description)}</Description>
    <Tags>${xml([...new Set([...manifest.keywords, ...languages])].join(','))}</Tags>
    <Categories>${xml(manifest.categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      ${property('Engine', manifest.engines.vscode)}
      ${property('ExtensionDependencies', (manifest.extensionDependencies ?? []).join(','))}
      ${property('ExtensionPack', '')}
      ${property('ExtensionKind', 'workspace,web')}
      ${property('LocalizedLanguages', '')}
      ${property('ExecutesCode', 'true')}
    </Properties>
    <License>extension/LICENSE</License>
    <Icon>extension/${manifest.icon}</Icon>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    ${asset('Code.Manifest', 'package.json')}
    ${asset('Services.Content.Details', 'README.md')}
    ${asset('Services.Content.Changelog', 'CHANGELOG.md')}
    ${asset('Services.Content.License', 'LICENSE')}
    ${asset('Services.Icons.Default', manifest.icon)}
  </Assets>
</PackageManifest>
`;
}

const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.vsixmanifest': 'text/xml',
};

function contentTypes(files) {
  const extensions = new Set(['.vsixmanifest', ...files.flatMap((file) => /\.[^./]+$/.exec(file) ?? [])]);
  const entries = [...extensions].map(
    (extension) => `<Default Extension="${extension}" ContentType="${types[extension] ?? 'text/plain'}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${entries.join('')}</Types>
`;
}

function xml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureToolchain();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { values } = parseArgs({ options: { out: { type: 'string', default: `${name}-${version}.vsix` } } });
  const { build } = await import('./build.mjs');
  try {
    await build({ production: true });
    console.log(`Wrote ${await packageExtension(resolve(values.out))}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
