/**
 * Problems that are no rules of their own: what the schemas, the evaluator and the reader of variables find. One page a
 * group, one heading an id. Data alone: the server reads it before it has loaded the language.
 */

export interface PageGroup {
  /** The part of the ids before the slash, and the name of the page. */
  readonly group: string;
  readonly intro: string;
  /** The part of the id behind the slash → what it means and how to repair it. */
  readonly entries: Readonly<Record<string, string>>;
}

export const pageGroups: readonly PageGroup[] = [
  {
    group: 'structure',
    intro: 'Which blocks a job file holds, and where they stand.',
    entries: {
      'wrong-level':
        'The block or attribute exists in the specification, but in another block. Nomad refuses the file. The fix moves it, with its comments left where they are.',
      'multiple-jobs': 'A file holds exactly one job. Move the second one to a file of its own.',
      'missing-job': 'There is no `job` block, so there is nothing to run.',
      'missing-group':
        'A job needs at least one group, or a task directly in the job, which becomes a group of its own.',
      'terraform-block':
        'Only `job`, `variable`, `variables` and `locals` stand at the top level of a job file. `resource`, `data`, `provider` and the like belong to Terraform.',
      'label-count':
        'Each block type has a fixed number of labels: `job`, `group`, `task`, `port`, `volume` have one, most others none.',
    },
  },
  {
    group: 'schema',
    intro: 'What the specification of job files itself says, judged for every block and attribute.',
    entries: {
      'unknown-attribute':
        'The block has no attribute of this name. Nomad refuses the file. Inside the `config` of a task driver it is a warning: Nomad looks at those names only when the task starts, and the driver then refuses them.',
      'unknown-block': 'The block has no inner block of this name. Nomad refuses the file.',
      'missing-attribute': 'The block cannot work without this attribute, and Nomad refuses it.',
      'missing-block': 'The block cannot work without this inner block, and Nomad refuses it.',
      'too-many-blocks': 'This block may stand only once in its place. Nomad refuses the second one.',
      type: 'The value cannot be read as the type that is needed here. HCL converts between strings, numbers and bools where the text allows it (`"8080"` is a number, `"true"` a bool), never between a single value and a list.',
      duration:
        'A duration is a number with a unit: `ns`, `us`, `ms`, `s`, `m` or `h`, also several (`1h30m`). There is no unit for days: write `24h`.',
      enum: 'Only a fixed set of values is understood here.',
      range: 'The value lies outside of what Nomad accepts.',
      length: 'The value is longer than Nomad accepts.',
      empty: 'An empty value is not accepted here.',
      pattern: 'The text has not the form that is needed here.',
      conflict: 'Two attributes or blocks exclude each other.',
      constant:
        'Most files beside the job file are in HCL 1, which has no expressions: a value is a text in quotes, a number, `true`, `false`, a list or an object. `${…}` inside of a text is passed on as it stands.',
    },
  },
  {
    group: 'variable',
    intro: 'Input variables: their declarations and the values given to them.',
    entries: {
      undeclared:
        '`var.<name>` needs a `variable` block of that name in the same file, and so does a value that is given in a variable file, in the environment or on the command line. Nomad refuses the job. The fix declares the variable with the type that its use needs.',
      duplicate: 'A variable is declared twice, in `variable` blocks or in `variables`.',
      name: 'A variable name starts with a letter or an underscore, then letters, digits, underscores and dashes.',
      type: 'The type of a variable is exact: `string`, `number`, `bool`, `list(…)`, `set(…)`, `map(…)`, `object({…})`, `tuple([…])`, without quotes, without `any` and `optional()`. The default, and every value given, must convert to it. A default is a constant: it refers to nothing and calls no function.',
      validation:
        "The value breaks the variable's own `validation`, or the rule itself is wrong: its condition refers to its own variable and to nothing else, and gives a bool.",
      'block-in-file': 'A variable file gives values (`name = value`) and declares nothing.',
      missing:
        'A variable has neither a default nor a value from a variable file, the environment or the command line.',
    },
  },
  {
    group: 'reference',
    intro: 'Names that expressions refer to.',
    entries: {
      undeclared:
        '`local.<name>` needs a declaration in a `locals` block of the same file (for `var.<name>` see variable/undeclared). Any other unknown name is no error: Nomad keeps it as text (`${node.class}`) for the time when the job runs; reference/runtime-unknown looks at those.',
      cycle: 'Locals refer to each other in a circle, so none of them has a value.',
      failed:
        'The local has no value, because its own expression is wrong. Nomad names any of the locals that have none, so those that need it are marked as well; repairing the first repairs them all.',
    },
  },
  {
    group: 'expression',
    intro: 'What an expression cannot do, judged as Nomad evaluates it when it reads the file.',
    entries: {
      attribute: 'The object has no such attribute.',
      'condition-type':
        'A condition is true or false. A reference such as `${node.class}` is text when the file is read, so it cannot decide anything there.',
      conditional: 'Both results of `condition ? a : b` need one type.',
      for: 'A list, set, map, tuple or object is needed to go through, known when the file is read.',
      'function-argument': 'The argument cannot be converted to what the function takes.',
      'function-call': 'The function refuses these arguments.',
      'function-unknown': 'Nomad has no function of this name; some of Terraform have another name here.',
      index: 'There is no such element.',
      iterator: '`iterator` of a `dynamic` block is a bare word.',
      labels: '`labels` of a `dynamic` block is a list of strings, one for each label of the written block.',
      'object-key': 'A key of an object is text, and stands only once.',
      operand: 'The operator needs a number, or true and false, on both sides.',
      splat: 'A splat goes through a list, set or tuple.',
      template:
        'The value cannot stand within text: a list or an object has no text of its own (`join` or `jsonencode` give one).',
      type: 'The value is not of the type that is needed.',
    },
  },
  {
    group: 'job',
    intro: 'The job as a whole; rules about it have pages of their own.',
    entries: {
      'unknown-type':
        'The type of a job is `service`, `batch`, `system` or `sysbatch`. A job that runs by the clock is a `batch` job with a `periodic` block.',
    },
  },
  {
    group: 'port',
    intro: 'Ports; rules about them have pages of their own.',
    entries: {
      'out-of-range':
        'A port is a number up to 65535; `to` may also be -1, which means the same number as on the host.',
    },
  },
  {
    group: 'check',
    intro: 'Checks of services; rules about them have pages of their own.',
    entries: {
      'missing-field':
        'A check has a `type`, an `interval` and a `timeout` (of 1s at least); an `http` check has a `path`, a `script` check a `command`. Nomad refuses the job.',
    },
  },
  {
    group: 'ephemeral',
    intro: 'The scratch space of an allocation.',
    entries: {
      size: 'The `size` of an `ephemeral_disk` is a number of MB, at least 10, and has to hold the logs of all tasks. Nomad refuses less.',
    },
  },
  {
    group: 'policy',
    intro: 'The policy of a repository: `.nomad-lint.json`.',
    entries: {
      invalid:
        'The file is not JSON, or a key is unknown or has a value of the wrong kind. What is wrong keeps its default, everything else holds. The schema of the file offers keys and values while you type.',
    },
  },
];
