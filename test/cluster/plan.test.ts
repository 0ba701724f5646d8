import assert from 'node:assert/strict';
import type { AllocationMetric, FieldDiff, Job, JobPlan, JobScale, ObjectDiff } from '@nomad/api';
import { countChanges, createLocator, type PlanDocument, planDocument, scaledAmong } from '../../client/src/plan';
import { exchangesOf, recordedPlans } from '../support/replay-files';

const plans = recordedPlans();
const rendered = (name: string, job?: Job): PlanDocument => {
  const plan = plans.find((one) => one.name === name) ?? assert.fail(name);
  const body = plan.body as JobPlan;
  return planDocument(body, {
    jobId: body.Diff?.ID ?? '',
    cluster: 'lab',
    namespace: 'default',
    job,
    version: 12,
    locate: createLocator(plan.hcl),
  });
};
const jobWith = (group: object): Job => ({ ID: 'x', TaskGroups: [{ Name: 'app', ...group }] });

/** All fields below a diff that change. */
function changed(diff: { Fields?: readonly FieldDiff[] | null; Objects?: readonly ObjectDiff[] | null }): FieldDiff[] {
  return [
    ...(diff.Fields ?? []).filter(({ Type }) => Type !== 'None'),
    ...(diff.Objects ?? []).flatMap((object) => changed(object)),
  ];
}

describe('plan document', () => {
  for (const { name, body, exitCode } of plans) {
    if (typeof body === 'string') continue;
    it(`tells everything of the recorded plan "${name}"`, () => {
      const { text, nothingToDo, failures, folds, marks, summary } = rendered(name);
      const groups = body.Diff?.TaskGroups ?? [];
      assert.doesNotMatch(text + summary, /undefined|NaN|\[object|null/);
      for (const group of groups) if (!nothingToDo) assert.ok(text.includes(group.Name));
      const fields = [
        ...(body.Diff ? changed(body.Diff) : []),
        ...groups.flatMap((group) => [...changed(group), ...(group.Tasks ?? []).flatMap(changed)]),
      ];
      for (const { Old, New, Type } of fields) {
        // Numbers may be durations; nothing is said of what is empty, off or zero in new blocks.
        for (const value of Type === 'Edited' ? [Old, New] : [Old || New]) {
          for (const part of value.split('\n')) {
            if (!/^(\d+|false|)$/.test(part)) assert.ok(text.includes(part), `${part} is missing in\n${text}`);
          }
        }
      }
      assert.deepEqual(failures.map(({ group }) => group).sort(), Object.keys(body.FailedTGAllocs ?? {}).sort());
      assert.equal((text.match(/✖/g) ?? []).length, failures.length);
      if (exitCode === 1) assert.equal(nothingToDo, false);
      assert.equal(nothingToDo, name === 'no-change');
      // Marks and folds lie inside the text.
      const lines = text.split('\n');
      assert.equal(marks.length, lines.length);
      for (const [i, found] of marks.entries()) {
        for (const { start, end } of found) assert.ok(start <= end && start <= (lines[i]?.length ?? 0) + 30);
      }
      for (const { start, end } of folds) assert.ok(start < end && end < lines.length && lines[end] !== '');
    });
  }

  it('says in one line that there is nothing to do', () => {
    const { text, summary } = rendered('no-change');
    assert.equal(text.split('\n').slice(3).join('\n'), 'Nothing to do: "plan-same" runs as this file says.');
    assert.equal(summary, 'Nothing would change.');
  });

  it('is not misled by the update in place that Nomad plans for every job when access control is on', () => {
    const { body } = plans.find(({ name }) => name === 'no-change') ?? assert.fail();
    const plan = body as JobPlan;
    const counts = Object.entries(plan.Annotations?.DesiredTGUpdates ?? {});
    const DesiredTGUpdates = Object.fromEntries(counts.map(([name, one]) => [name, { ...one, InPlaceUpdate: 1 }]));
    const facts = { jobId: 'plan-same', cluster: 'lab', namespace: 'default' };
    assert.equal(planDocument({ ...plan, Annotations: { DesiredTGUpdates } }, facts).nothingToDo, true);
  });

  it('tells of a rolling update that the others follow', () => {
    const { body } = plans.find(({ name }) => name === 'rich-diff') ?? assert.fail();
    const plan = body as JobPlan;
    const groups = (plan.Diff?.TaskGroups ?? []).map((group) => ({
      ...group,
      Updates: { 'create/destroy update': 1, ignore: 2 },
    }));
    const rolling = { ...plan, Diff: { ...plan.Diff, TaskGroups: groups } as JobPlan['Diff'] };
    const facts = { jobId: 'rich', cluster: 'lab', namespace: 'default' };
    assert.match(planDocument(rolling, facts).text, /^app {3}replace 1 · then 2 more/m);
  });

  it('warns of a count that was scaled, where the file sets it back', () => {
    const plan = plans.find(({ name }) => name === 'count-down')?.body as JobPlan;
    const [change = assert.fail()] = countChanges(plan);
    const scalings = exchangesOf('scale').map(({ response }) => response.body as JobScale | undefined);
    const recorded = scalings.find((one) => one?.TaskGroups?.app?.Events)?.TaskGroups.app ?? assert.fail();
    const status = (Count: number) => {
      const event = { ...(recorded.Events?.[0] ?? assert.fail()), Count, Time: 2 };
      const older = { ...event, Count: change.file, Time: 1 };
      return { TaskGroups: { [change.group]: { ...recorded, Events: [older, event] } } } as unknown as JobScale;
    };
    assert.deepEqual(scaledAmong([change], status(change.now)), [change]);
    assert.deepEqual(scaledAmong([change], status(change.now + 1)), [], 'somebody has set it since');
    const facts = { jobId: 'x', cluster: 'lab', namespace: 'default', scaled: [change] };
    const { now, file } = change;
    const text = `⚠ Group "${change.group}" was scaled to ${now}; this file sets it back to ${file}.`;
    assert.ok(planDocument(plan, facts).text.includes(text));
  });

  it('shows counts, in the words of the job file', () => {
    assert.match(rendered('count-up').text, /^app {3}1 → 3 {3}create 2 · in place 1 \(line 4\)$/m);
    assert.equal(rendered('count-up').summary, 'app: create 2 · in place 1');
    assert.match(rendered('canary').text, /^app {3}canary 2 · unchanged 3/m);
    assert.match(rendered('in-place').text, /~ task main {2}in place\n {4}~ kill_timeout {2}5s → 20s/);
    assert.match(rendered('stopped').text, /~ stop {2}true → false/);
  });

  it('shows nested changes and texts by their lines', () => {
    const { text } = rendered('rich-diff');
    for (const expected of [
      '  ~ meta.owner  team-a → team-b',
      '  - constraint ${attr.kernel.name} = linux',
      '  + affinity ${node.datacenter} = dc1 (weight 50)',
      '    ~ name  rich → rich-v2\n    + tags c\n    - tags a',
      '    ~ env.MODE',
      '      ~ memory  32 → 48',
      '      ~ data\n        @@ -1,1 +1,3 @@\n        -a = 1\n        +a = 2\n        +b = 3',
    ]) {
      assert.ok(text.includes(expected), `${expected}\nis missing in\n${text}`);
    }
    assert.doesNotMatch(text, /enable_tag_override/, 'what stays the same is not shown');
  });

  it('opens folded to what changes', () => {
    const { text, folds } = rendered('rich-diff');
    const lines = text.split('\n');
    const folded = folds.filter((fold) => fold.folded).map(({ start }) => lines[start]?.trim() ?? '');
    assert.ok(folded.includes('+ task added  replaces the allocations') && folded.includes('- network'));
    for (const open of ['app ', '~ service', '~ task main']) assert.ok(!folded.some((head) => head.startsWith(open)));
  });

  it('explains what cannot be placed, with the line that asks for it', () => {
    const reasons = (name: string, job?: Job) => rendered(name, job).failures.flatMap((one) => one.reasons);
    const cases: [string, string, Job?][] = [
      [
        'missing-host-volume',
        '1 lacks host volume "no-such-volume", or it is read-only there (line 6)',
        jobWith({ Volumes: { data: { Type: 'host', Source: 'no-such-volume' } } }),
      ],
      [
        'missing-csi-volume',
        'CSI volume "no-such-volume" does not exist (line 6)',
        jobWith({ Volumes: { data: { Type: 'csi', Source: 'no-such-volume' } } }),
      ],
      [
        'missing-driver',
        '1 lacks driver "podman", or it is not healthy there (line 8)',
        jobWith({ Tasks: [{ Driver: 'podman' }] }),
      ],
      [
        'missing-device',
        '1 lacks device "nvidia/gpu" (line 19)',
        jobWith({ Tasks: [{ Resources: { Devices: [{ Name: 'nvidia/gpu' }] } }] }),
      ],
      ['constraint-meta', '1 does not meet the constraint ${meta.rack} set_contains r9 (line 4)'],
      ['distinct-hosts', '1 runs an allocation of this job already (distinct_hosts) (line 4)'],
      [
        'memory-exhausted',
        '1 has not enough free memory: the group asks for 4000000 MB (line 17)',
        jobWith({ Tasks: [{ Resources: { MemoryMB: 4_000_000 } }] }),
      ],
      [
        'cpu-exhausted',
        '1 has not enough free CPU: the group asks for 8000 MHz (line 16)',
        jobWith({ Tasks: [{ Resources: { CPU: 5000 } }, { Resources: { CPU: 3000 } }] }),
      ],
      ['static-port-collision', '1 has port 25999 ("http") in use already (line 7)'],
      ['dynamic-ports-exhausted', '1 has no free dynamic port left (line 4)'],
      [
        'unknown-datacenter',
        'no ready node that takes work is in datacenter "dc9" of node pool "default" (line 3)',
        { ID: 'x', Datacenters: ['dc9'] },
      ],
    ];
    for (const [name, expected, job] of cases) {
      const [reason] = reasons(name, job);
      assert.equal(`${reason?.text}${reason?.line ? ` (line ${reason.line})` : ''}`, expected, name);
      const hcl = plans.find((plan) => plan.name === name)?.hcl.split('\n') ?? [];
      assert.ok(reason?.line && hcl[reason.line - 1]?.trim(), `${name}: there is no line ${reason?.line}`);
    }
    assert.equal(rendered('partly-placed').failures[0]?.count, 5);
    assert.match(rendered('partly-placed').text, /✖ 5 allocations cannot be placed: 1 node looked at/);
  });

  it('gives a reason for whatever the scheduler says', () => {
    const metric = (part: Partial<AllocationMetric>): AllocationMetric => ({
      NodesEvaluated: 3,
      NodesFiltered: 0,
      NodesExhausted: 0,
      CoalescedFailures: 0,
      ...part,
    });
    const reasonsOf = (part: Partial<AllocationMetric>) => {
      const plan = { Diff: null, JobModifyIndex: 0, FailedTGAllocs: { app: metric(part) } };
      const facts = { jobId: 'x', cluster: 'lab', namespace: 'default' };
      return planDocument(plan, facts).failures[0]?.reasons.map(({ text }) => text);
    };
    assert.deepEqual(reasonsOf({}), ['Nomad gives no reason']);
    assert.deepEqual(reasonsOf({ QuotaExhausted: ['memory exhausted (300 needed > 256 limit)'] }), [
      'the quota of the namespace is used up: memory exhausted (300 needed > 256 limit)',
    ]);
    assert.deepEqual(reasonsOf({ NodesAvailable: { a: 0, b: 2 } }), ['no node of datacenter "a" is ready']);
    assert.deepEqual(
      reasonsOf({ ConstraintFiltered: { 'missing drivers': 2 }, DimensionExhausted: { 'bandwidth exceeded': 1 } }),
      ['2 lack a driver that the group needs, or it is not healthy there', '1 has too little of "bandwidth exceeded"'],
    );
    assert.deepEqual(reasonsOf({ ClassFiltered: { big: 3 } }), ['3 of class "big" do not fit']);
  });

  it('shows warnings one by one, with links', () => {
    const { text, marks } = rendered('warnings');
    assert.match(text, /⚠ Warnings\n {2}Group "app" has warnings: mbits has been deprecated/);
    assert.match(text, /Group "app" has warnings: Task "main" has warnings: Template\[0\] VaultGrace .* \(line 16\)/);
    assert.ok(marks.flat().some(({ kind, target }) => kind === 'link' && target === 16));
  });

  it('says what is preempted, when a periodic job starts, and that a parameterized one does not', () => {
    assert.match(rendered('preemption').text, /make room\n {2}plan-victim \(app\) × 1/);
    assert.match(
      rendered('periodic').text,
      /^Starts on its schedule; first, if submitted now: 2026-11-23 09:00:00\+01:00$/m,
    );
    assert.match(
      rendered('parameterized', { ID: 'x', ParameterizedJob: {} }).text,
      /Starts when it is dispatched, not now/,
    );
  });

  it('names cluster, namespace, version and check index', () => {
    assert.match(rendered('rich-diff').text, /^Plan · rich · lab · default\ncompared with version 12 \(index 75\)\n/);
    assert.match(rendered('rich-diff').text, /only if nobody has changed the job since index 75\.$/);
    assert.match(rendered('new-job').text, /^Plan · .*\na new job\n/);
  });

  it('hides secrets and still shows that they change', () => {
    const field = (Name: string, Old: string, New: string): FieldDiff => ({ Type: 'Edited', Name, Old, New });
    const object = (Name: string, Fields: FieldDiff[]): ObjectDiff => ({ Type: 'Edited', Name, Fields });
    const config = object('Config', [
      field('auth[0][password]', 'hunter2', 'hunter3'),
      field('auth[0][username]', 'me', 'you'),
      field('args[0]', '--token=hunter2', '--token=hunter3 --verbose'),
      { Type: 'None', Name: 'args[1]', Old: '--password', New: '--password' },
      field('args[2]', 'hunter2', 'hunter3'),
    ]);
    const before =
      'url = "postgres://app:hunter2@db/app"\nSECRET_KEY: hunter2\nlevel = 1\nPASS={{ with secret "x" }}\n';
    const after = before.replaceAll('hunter2', 'hunter3').replace('level = 1', 'level = 2');
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----';
    const template = object('Template', [field('EmbeddedTmpl', before, after), field('SourcePath', pem, `${pem}\nx`)]);
    const plan: JobPlan = {
      JobModifyIndex: 7,
      Diff: {
        Type: 'Edited',
        ID: 'web',
        Fields: [field('Meta[api_key]', 'hunter2', 'hunter3'), field('Meta[owner]', 'a', 'b')],
        TaskGroups: [
          {
            Type: 'Edited',
            Name: 'app',
            Tasks: [
              {
                Type: 'Edited',
                Name: 'main',
                Fields: [
                  field('Env[DB_PASSWORD]', 'hunter2', 'hunter3'),
                  field('Env[GITHUB_TOKEN]', 'hunter2', ''),
                  field('Env[DATABASE_URL]', 'redis://:hunter2@cache', 'redis://:hunter3@cache'),
                  field('Env[TLS_PUBLIC_KEY]', 'ssh-rsa A', 'ssh-rsa B'),
                  field('Env[KEY_FILE]', '/secrets/a', '/secrets/b'),
                ],
                Objects: [config, template],
              },
            ],
          },
        ],
      },
    };
    const { text } = planDocument(plan, { jobId: 'web', cluster: 'lab', namespace: 'default' });
    assert.doesNotMatch(text, /hunter/, text);
    for (const expected of [
      'meta.api_key  •••••• → ••••••',
      'meta.owner    a → b',
      'auth[0][username]  me → you',
      'args[0]            --token=•••••• → --token=•••••• --verbose',
      'env.DATABASE_URL    redis://:••••••@cache → redis://:••••••@cache',
      'env.GITHUB_TOKEN    •••••• → ""',
      'env.TLS_PUBLIC_KEY  ssh-rsa A → ssh-rsa B',
      'env.KEY_FILE        /secrets/a → /secrets/b',
      '-SECRET_KEY: ••••••',
      '+SECRET_KEY: ••••••',
      '-level = 1',
      ' PASS={{ with secret "x" }}',
    ]) {
      assert.ok(text.includes(expected), `${expected}\nis missing in\n${text}`);
    }
  });
});
