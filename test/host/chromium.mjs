// The Chromium that @sparticuz/chromium carries (a headless shell), unpacked beside its libraries and fonts, so that
// nothing of the system is needed and pictures agree between machines.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromiumDir, modulesDir, requireFromHost } from './paths.mjs';

const packed = join(modulesDir, '@sparticuz/chromium/bin');
const fonts = join(chromiumDir, 'host-fonts.conf');

/** Unpacks Chromium unless that is done. */
export async function prepareChromium() {
  if (existsSync(fonts)) return;
  mkdirSync(chromiumDir, { recursive: true });
  await Promise.all([
    unpack('chromium.br', join(chromiumDir, 'chromium')),
    untar('al2023.tar.br'),
    untar('swiftshader.tar.br'),
    untar('fonts.tar.br'),
  ]);
  writeFileSync(fonts, fontsConf);
}

/** Opens a headless Chromium; the environment's CHROMIUM names another one to use. */
export function launchChromium() {
  const own = process.env.CHROMIUM;
  const libraries = [join(chromiumDir, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return requireFromHost('playwright-core').chromium.launch({
    executablePath: own ?? join(chromiumDir, 'chromium'),
    headless: true,
    // A container's root user has no sandbox, and its /dev/shm is often too small.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: own ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts },
  });
}

function unpack(name, target) {
  return pipeline(
    createReadStream(join(packed, name)),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o755 }),
  );
}

async function untar(name) {
  const archive = join(chromiumDir, name.replace('.br', ''));
  await unpack(name, archive);
  execFileSync('tar', ['-xf', archive, '-C', chromiumDir]);
  rmSync(archive);
}

const alias = (family, ...fonts) =>
  `<alias><family>${family}</family><prefer>${fonts.map((font) => `<family>${font}</family>`).join('')}</prefer></alias>`;
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">../../../dejavu-fonts-ttf/ttf</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  ${alias('monospace', 'DejaVu Sans Mono')}
  ${alias('sans-serif', 'Open Sans', 'DejaVu Sans')}
  ${alias('system-ui', 'Open Sans', 'DejaVu Sans')}
</fontconfig>
`;
