/** The schemas of `config` against what each driver plugin declares, and their judgement of a few configs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';

const folder = join(process.cwd(), 'schemas', 'drivers');
const files = new Map<string, Schema>(
  readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Schema]),
);
/** A file with a dash in its name is a part of a driver's. */
const schemas = new Map(
  [...files].filter(([file]) => !file.includes('-')).map(([file, schema]) => [file.replace('.json', ''), schema]),
);

describe('driver schemas', () => {
  it('cover the built-in drivers and podman', () => {
    assert.deepEqual([...schemas.keys()].sort(), Object.keys(surface()).sort());
  });

  for (const [driver, declared] of Object.entries(surface())) {
    it(`${driver}: the names, shapes and needs are those that the plugin declares`, () => {
      const schema = schemas.get(driver);
      assert.ok(schema);
      assert.deepEqual(names(schema).sort(), declared.split(/\s+/).filter(Boolean).sort());
    });
  }

  it('warn, because Nomad looks at config only when the task starts', () => {
    for (const [driver, schema] of schemas) assert.equal(schema['x-nomad-severity'], 'warning', driver);
  });

  it('say of every name what it is for, where to read on, and interpret runtime references in every value', () => {
    for (const [driver, schema] of schemas) {
      for (const [path, property] of properties(schema)) {
        const where = `${driver} ${path}`;
        assert.ok((property.markdownDescription ?? '').length > 10, where);
        assert.match(property['x-nomad-docs'] ?? '', /^job-declare\/task-driver/, where);
        if (property['x-nomad-block'] === undefined) assert.equal(property['x-nomad-templates'], 'runtime', where);
        if (property.enum && property.markdownEnumDescriptions) {
          assert.equal(property.enum.length, property.markdownEnumDescriptions.length, where);
        }
        if (property.enum && property.default !== undefined) assert.ok(property.enum.includes(property.default), where);
      }
    }
  });

  it('refer to port labels of the group', () => {
    for (const driver of ['docker', 'podman']) {
      assert.deepEqual(schemas.get(driver)?.properties?.ports?.items?.['x-nomad-refers'], {
        kind: 'port',
        scope: 'group',
      });
    }
  });

  const cases: readonly [driver: string, config: unknown, errors: readonly string[]][] = [
    ['docker', { image: 'a', ports: ['http'], mount: [{ type: 'bind', source: 'local/a', target: '/a' }] }, []],
    ['docker', { image: 'a', labels: [{ 'com.example.team': 'web' }], ulimit: [{ nofile: '1:2' }], auth: [{}] }, []],
    ['docker', {}, ['/ required']],
    ['docker', { image: 'a', volume_mount: [] }, ['/ additionalProperties']],
    ['docker', { image: 'a', mount: [{ type: 'nfs', target: '/a' }] }, ['/mount/0/type enum']],
    ['docker', { image: 'a', devices: [{ container_path: '/dev/a' }] }, ['/devices/0 required']],
    [
      'docker',
      { image: 'a', devices: [{ host_path: '/dev/a', cgroup_permissions: 'rx' }] },
      ['/devices/0/cgroup_permissions pattern'],
    ],
    ['docker', { image: 'a', ulimit: [{ nofile: 'many' }] }, ['/ulimit/0/nofile pattern']],
    ['docker', { image: 'a', logging: [{}, {}] }, ['/logging maxItems']],
    ['exec', { command: 'sh', pid_mode: 'shared', work_dir: 'app' }, ['/pid_mode enum', '/work_dir pattern']],
    ['raw_exec', { command: 'sh', work_dir: '${NOMAD_TASK_DIR}/app' }, []],
    ['raw_exec', { command: 'sh', work_dir: 'C:\\app' }, []],
    ['qemu', { image_path: 'a', drive_interface: 'usb' }, ['/drive_interface enum']],
    ['podman', { image: 'a', something_new: 1, entrypoint: ['a'] }, []],
    ['podman', { image: 'a', entrypoint: 'a', privileged: 'yes' }, ['/privileged type']],
  ];
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  for (const [file, schema] of files) ajv.addSchema({ ...schema, $schema: undefined }, `drivers/${file}`);
  for (const [driver, config, errors] of cases) {
    it(`${driver} ${JSON.stringify(config)}: ${errors.join(', ') || 'nothing to say'}`, () => {
      const validate = ajv.getSchema(`drivers/${driver}.json`);
      assert.ok(validate);
      validate(config);
      assert.deepEqual(
        (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.keyword}`).sort(),
        [...errors].sort(),
      );
    });
  }
});

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly markdownEnumDescriptions?: readonly string[];
  readonly 'x-nomad-block'?: unknown;
  readonly 'x-nomad-refers'?: unknown;
  readonly 'x-nomad-templates'?: string;
  readonly 'x-nomad-severity'?: string;
  readonly 'x-nomad-docs'?: string;
}

function resolve(schema: Schema | undefined): Schema {
  return (schema?.$ref === undefined ? schema : files.get(schema.$ref)) ?? {};
}

/** Every property with its dotted path, blocks before what is in them. */
function properties(schema: Schema, prefix = ''): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    [prefix + name, property] as [string, Schema],
    ...properties(resolve(property.items), `${prefix}${name}.`),
  ]);
}

/** The same as words: `name`, `:shape` unless it is a string, `!` when it is needed. */
function names(schema: Schema, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    `${prefix}${name}${shape(property)}${schema.required?.includes(name) ? '!' : ''}`,
    ...names(resolve(property.items), `${prefix}${name}.`),
  ]);
}

function shape(property: Schema): string {
  if (property['x-nomad-block'] !== undefined) {
    if (resolve(property.items).properties === undefined) return ':maps';
    return property.maxItems === 1 ? ':block' : ':blocks';
  }
  if (property.type === 'string') return '';
  return { boolean: ':bool', integer: ':number', array: ':list' }[property.type ?? ''] ?? ':any';
}

/**
 * What the plugins declare (Nomad 2.0, `taskConfigSpec` in `drivers/docker/config.go` and `drivers/<name>/driver.go`;
 * podman from its documentation). `!` also where the plugin or the engine behind it refuses without: the host path of a
 * device (`toDockerDevice`), the target of a mount (Docker's own check).
 */
function surface(): Record<string, string> {
  const mount = (name: string) => `
    ${name}:blocks ${name}.type ${name}.target! ${name}.source ${name}.readonly:bool ${name}.bind_options:block
    ${name}.bind_options.propagation ${name}.tmpfs_options:block ${name}.tmpfs_options.size:number
    ${name}.tmpfs_options.mode:number ${name}.volume_options:block ${name}.volume_options.no_copy:bool
    ${name}.volume_options.labels:maps ${name}.volume_options.driver_config:block
    ${name}.volume_options.driver_config.name ${name}.volume_options.driver_config.options:maps`;
  const command = (prefix: string) =>
    `run_for exit_code:number exit_signal:number exit_err_msg signal_error stdout_string stdout_repeat:number
    stdout_repeat_duration stderr_string stderr_repeat:number stderr_repeat_duration`
      .split(/\s+/)
      .map((name) => prefix + name)
      .join(' ');
  const isolation = 'pid_mode ipc_mode cap_add:list cap_drop:list work_dir';
  return {
    docker: `image! advertise_ipv6_address:bool args:list auth_soft_fail:bool cap_add:list cap_drop:list cgroupns
      command cpuset_cpus cpu_hard_limit:bool cpu_cfs_period:number container_exists_attempts:number
      dns_search_domains:list dns_options:list dns_servers:list entrypoint:list extra_hosts:list
      force_pull:bool group_add:list hostname init:bool interactive:bool ipc_mode ipv4_address ipv6_address
      isolation labels:maps load mac_address memory_hard_limit:number network_aliases:list network_mode
      oom_score_adj:number runtime pids_limit:number pid_mode ports:list port_map:maps privileged:bool
      image_pull_timeout readonly_rootfs:bool security_opt:list shm_size:number storage_opt:maps sysctl:maps
      tty:bool ulimit:maps uts_mode userns_mode volumes:list volume_driver work_dir auth:block auth.username
      auth.password auth.email auth.server_address devices:blocks devices.host_path! devices.container_path
      devices.cgroup_permissions healthchecks:block healthchecks.disable:bool logging:block logging.type
      logging.driver logging.config:maps ${mount('mount')} ${mount('mounts')}`,
    exec: `command! args:list ${isolation}`,
    raw_exec: `command! args:list cgroup_v2_override cgroup_v1_override:maps oom_score_adj:number work_dir
      denied_envvars:list`,
    java: `class class_path jar_path jvm_options:list args:list ${isolation}`,
    qemu: `image_path! emulator machine_type drive_interface accelerator graceful_shutdown:bool guest_agent:bool
      args:list port_map:maps`,
    mock_driver: `start_error start_error_recoverable:bool start_block_for kill_after plugin_exit_after driver_ip
      driver_advertise:bool driver_port_map ${command('')} exec_command:block ${command('exec_command.')}`,
    podman: `image! args:list auth_soft_fail:bool cap_add:list cap_drop:list command cpu_hard_limit:bool
      cpu_cfs_period:number devices:list dns:list entrypoint:any extra_hosts:list force_pull:bool hostname
      image_pull_timeout init:bool init_path labels:maps memory_reservation memory_swap
      memory_swappiness:number network_mode ports:list pids_limit:number port_map:maps privileged:bool
      readonly_rootfs:bool security_opt:list shm_size socket sysctl:maps tmpfs:list tty:bool ulimit:maps userns
      volumes:list working_dir selinux_opts:list apparmor_profile auth:block auth.username auth.password
      auth.tls_verify:bool logging:block logging.driver logging.options:maps`,
  };
}
