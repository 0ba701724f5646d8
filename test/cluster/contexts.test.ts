import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  activeContext,
  type ContextSources,
  contextsOf,
  describeContext,
  ENVIRONMENT,
  labelOf,
} from '../../client/src/cluster/contexts';

const env = { NOMAD_ADDR: 'https://lab.example:4646', NOMAD_TOKEN: 'token-of-the-shell', NOMAD_NAMESPACE: 'team' };
const lab = { name: 'lab', address: 'https://me:pw@lab.example:4646/ui', region: 'eu' };
const prod = {
  name: 'prod',
  address: 'https://prod.example:4646',
  namespace: 'web',
  production: true,
  readOnly: true,
  tls: { caCert: '/prod.pem', skipVerify: true },
};
const from = (sources: Partial<ContextSources>) =>
  contextsOf({ user: undefined, workspace: undefined, settings: {}, env, ...sources });
const named = (sources: Partial<ContextSources>, name: string) =>
  from(sources).all.find((context) => context.name === name) ?? assert.fail(name);

describe('contexts', () => {
  it('are those of the settings, then the one of the environment', () => {
    const { all, problems } = from({ user: [lab, prod] });
    assert.deepEqual(all.map(labelOf), ['lab · eu · default', 'prod · web', 'lab.example:4646 · team']);
    assert.deepEqual(all.map(describeContext), [
      'lab (https://lab.example:4646)',
      'prod (https://prod.example:4646)',
      'https://lab.example:4646',
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      all.map(({ production, readOnly }) => [production, readOnly]),
      [
        [false, false],
        [true, true],
        [false, false],
      ],
    );
  });

  it('say what is wrong with an entry, and leave out only that one', () => {
    const { all, problems } = from({
      user: [{ address: 'x' }, { name: 'a' }, lab, lab, { ...lab, name: ENVIRONMENT }, 7],
    });
    assert.deepEqual(
      all.map(({ name }) => name),
      ['lab', ENVIRONMENT],
    );
    assert.match(problems.join('\n'), /has no name\.\nThe cluster "a" has no address\.\nThere are two clusters "lab"/);
    assert.equal(problems.length, 5);
    assert.equal(from({ user: 'nonsense' }).all.length, 1);
  });

  it('are chosen: what was chosen while it is there, then what is named, then the first', () => {
    const contexts = from({ user: [lab, prod] });
    const chosen = (name: string | undefined, isNamed: boolean) => activeContext(contexts, name, isNamed).name;
    assert.deepEqual(
      [chosen('prod', true), chosen('gone', true), chosen(undefined, true), chosen(undefined, false)],
      ['prod', ENVIRONMENT, ENVIRONMENT, 'lab'],
    );
    assert.equal(activeContext(from({}), undefined, false).name, ENVIRONMENT);
  });

  it('of a workspace take no mark away, and do not switch certificates off', () => {
    const harmless = { ...prod, production: false, readOnly: false };
    const { all, problems } = from({ user: [prod], workspace: [harmless, { ...lab, tls: { skipVerify: true } }] });
    assert.equal(all.find(({ name }) => name === 'prod')?.production, true);
    assert.equal(problems.length, 1);
    const connection = (name: string) => all.find((one) => one.name === name)?.connection(() => undefined);
    assert.equal(connection('lab')?.tls?.skipVerify, undefined);
    assert.equal(connection('prod')?.tls?.skipVerify, true);
    assert.equal(connection('prod')?.tls?.caCert, '/prod.pem');
  });

  it('mark the environment, and what a workspace calls otherwise, when it goes to the same place', () => {
    const environment = named({ user: [{ ...lab, production: true }] }, ENVIRONMENT);
    assert.deepEqual([environment.production, environment.readOnly], [true, false]);
    const renamed = { name: 'harmless', address: 'https://prod.example:4646/' };
    assert.equal(named({ user: [prod], workspace: [renamed] }, 'harmless').readOnly, true);
  });

  it('have a token each, which neither the name nor the address alone gets at', async () => {
    const stored: Record<string, string> = {
      'lab https://lab.example:4646': 'of-lab',
      'https://lab.example:4646': 'of-env',
    };
    const tokenOf = (name: string, sources: Partial<ContextSources>) =>
      named(sources, name)
        .connection((key) => stored[key])
        .token?.();
    assert.equal(await tokenOf('lab', { user: [lab] }), 'of-lab');
    assert.equal(await tokenOf(ENVIRONMENT, {}), 'of-env');
    assert.equal(
      await tokenOf('lab', { workspace: [{ name: 'lab', address: 'https://collector.example' }] }),
      undefined,
    );
    assert.equal(await tokenOf('other', { workspace: [{ ...lab, name: 'other' }] }), 'token-of-the-shell');
    assert.equal(await tokenOf('prod', { user: [prod] }), undefined, "the shell's token is for the shell's cluster");
  });

  it('show no secret', () => {
    const { all } = from({ user: [lab] });
    assert.doesNotMatch(inspect(all, { depth: 9 }), /token-of|pw/);
  });
});
