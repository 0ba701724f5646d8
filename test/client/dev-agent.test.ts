/** A Nomad of one's own: its configuration, and finding the program. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from '@hcl/parser';
import { devConfig } from '../../client/src/agent/dev-config';
import { findProgram } from '../../client/src/agent/find-program';
import { portsFor } from '../../client/src/agent/free-ports';
import { findNomad } from '../support/real-nomad';

describe('a dev agent', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dev-agent-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ports = { http: 5646, rpc: 5647, serf: 5648 };

  it('has a configuration that can be read, whatever the folder is called', () => {
    for (const volume of ['/home/x/data', 'C:\\Users\\me\\${data}', '/a "b"/%{c}']) {
      const { errors } = parse(devConfig({ ports, volume }));
      assert.deepEqual(errors, [], volume);
    }
  });

  it('has a configuration that Nomad takes', function () {
    const nomad = findNomad();
    if (!nomad) {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      this.skip();
    }
    const file = join(folder, 'agent.hcl');
    // A configuration is judged as one that goes on: what -dev gives by itself is written out here.
    const more = `\ndata_dir = ${JSON.stringify(folder)}\nserver {\n  enabled          = true\n  bootstrap_expect = 1\n}\n`;
    writeFileSync(file, devConfig({ ports, volume: folder }) + more);
    const { status, stdout, stderr } = spawnSync(nomad, ['config', 'validate', file], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  });

  it('is started with the program of the setting, or the first one on the PATH that may be executed', async function () {
    if (process.platform === 'win32') this.skip();
    const places = ['a', 'b', 'c'].map((name) => join(folder, name));
    for (const place of places) mkdirSync(place);
    const [a = '', b = '', c = ''] = places.map((place) => join(place, 'nomad'));
    writeFileSync(a, 'a text');
    for (const program of [b, c]) {
      writeFileSync(program, '#!/bin/sh\n');
      chmodSync(program, 0o755);
    }
    chmodSync(a, 0o644);
    const env = { PATH: places.join(delimiter) };
    assert.equal(await findProgram('', env), b);
    assert.equal(await findProgram(c, env), c);
    assert.equal(await findProgram(a, env), undefined);
    assert.equal(await findProgram('', { PATH: '' }), undefined);
  });

  it('takes other ports where one of the usual ones is taken', async () => {
    const free = await portsFor([0]);
    assert.deepEqual(free, [0]);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    try {
      const others = await portsFor([port, port + 1]);
      assert.equal(new Set([...others, port]).size, 3);
    } finally {
      server.close();
    }
  });
});
