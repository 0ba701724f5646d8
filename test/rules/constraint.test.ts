/** Rules about constraints and affinities (nomad/structs/structs.go Constraint.Validate, constraint.go). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  operators: inGroup(`    constraint {
      attribute = "\${attr.kernel.name}"
      operator  = "contains"
                # ^^^^^^^^^^ error constraint/operator: "contains" is no operator of constraints
      value     = "linux"
    }
    affinity {
      attribute = "\${node.class}"
      operator  = "is_set"
                # ^^^^^^^^ error constraint/operator: "is_set" is no operator of affinities
    }`),
  'values that are missing, or too much': inGroup(`    constraint {
      attribute = "\${node.class}"
                # ^^^^^^^^^^^^^^^ error constraint/value: The operator "=" needs a value to compare with
    }
    constraint {
      attribute = "\${meta.rack}"
      operator  = "is_set"
      value     = "r1"
                # ^^^^ error constraint/value: The operator "is_set" takes no value
    }
    constraint {
      distinct_property = "\${meta.rack}"
      value             = "0"
                        # ^^^ error constraint/value: At least one allocation must be allowed for each value
    }`),
  'values that the operator cannot read': inGroup(`    constraint {
      attribute = "\${attr.nomad.version}"
      version   = ">= 1.x"
                # ^^^^^^^^ error constraint/value: ">= 1.x" is no version condition
    }
    constraint {
      attribute = "\${attr.nomad.version}"
      operator  = "semver"
      value     = "~> 1.4"
                # ^^^^^^^^ error constraint/value: "~> 1.4" is no semver condition
    }
    constraint {
      attribute = "\${node.unique.name}"
      regexp    = "^(?!db)"
                # ^^^^^^^^^ error constraint/value: "^(?!db)" is no regular expression of Go: invalid or
    }`),
  'attributes that nodes do not have': inGroup(`    constraint {
      attribute = "\${node.meta.storage}"
                # ^^^^^^^^^^^^^^^^^^^^^^ error constraint/unknown-attribute: Nodes have no "\${node.meta.storage}"
      value     = "ssd"
    }
    constraint {
      attribute = "\${node.class}-a"
                # ^^^^^^^^^^^^^^^^^ error constraint/unknown-attribute: "\${node.class}-a" is not one reference: nothing may follow
      value     = "fast"
    }
    constraint {
  # ^^^^^^^^^^ error constraint/unknown-attribute: This constraint does not say what it compares: operator "="
      value = "fast"
    }
    affinity {
      attribute = "\${node.name}"
                # ^^^^^^^^^^^^^^ warning constraint/unknown-attribute: Nodes have no "\${node.name}"
      value     = "a"
    }
    constraint {
      attribute = "meta.rack"
                # ^^^^^^^^^^^ warning constraint/unknown-attribute: "meta.rack" is compared as this very text, not as the
      value     = "r1"
    }`),
  'distinct where one task is placed': inTask(
    `      constraint {
        distinct_hosts = true
      # ^^^^^^^^^^^^^^^^^^^^^ error constraint/task-level-distinct: "distinct_hosts" keeps allocations apart, so it belongs in
      }
      resources {
        device "gpu" {
          constraint {
            operator = "distinct_property"
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error constraint/task-level-distinct: "distinct_property" keeps allocations apart, so it belongs
            attribute = "\${device.model}"
          }
        }
      }`,
    ``,
  ),
  'an operator of another language': inGroup(`    constraint {
      attribute = "\${attr.kernel.name}"
      operator  = "=~"
                # ^^^^ error constraint/operator: "=~" is no operator of constraints
      value     = "linux"
    }`),
  'a condition of the other dialect': inGroup(`    constraint {
      attribute = "\${attr.nomad.version}"
      semver    = "~> 1.4"
                # ^^^^^^^^ error constraint/value: "~> 1.4" is no semver condition
    }`),
  'meta of the node': inGroup(`    constraint {
      attribute = "\${node.meta.rack}"
                # ^^^^^^^^^^^^^^^^^^^ error constraint/unknown-attribute: Nodes have no "\${node.meta.rack}"
      value     = "r1"
    }`),
  'distinct hosts of a task': inTask(
    `      constraint {
        distinct_hosts = true
      # ^^^^^^^^^^^^^^^^^^^^^ error constraint/task-level-distinct: "distinct_hosts" keeps allocations apart, so it belongs in
      }`,
    ``,
  ),
  'two that cannot both hold': `job "web" {
  constraint {
    attribute = "\${node.class}"
    value     = "storage"
  }
  group "web" {
    constraint {
      attribute = "\${node.class}"
      operator  = "is"
      value     = "compute"
                # ^^^^^^^^^ warning constraint/conflict: No node can have \${node.class} is "compute" when it has
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
      constraint {
        attribute = "\${node.class}"
        operator  = "!="
        value     = "storage"
                  # ^^^^^^^^^ warning constraint/conflict: No node can have \${node.class} != "storage" when it has
      }
    }
  }
}`,
  'what no node has': inGroup(`    constraint {
      attribute = "\${attr.cpu.arch}"
      value     = "x86_64"
                # ^^^^^^^^ warning constraint/never-true: No node has the attr.cpu.arch "x86_64"
    }
    constraint {
      attribute = "\${attr.kernal.name}"
                # ^^^^^^^^^^^^^^^^^^^^^ warning constraint/never-true: Nomad's own fingerprints give no "attr.kernal.name"
      value     = "linux"
    }`),
};

const silent: Readonly<Record<string, string>> = {
  'short forms win over what stands beside them': inGroup(`    constraint {
      attribute = "\${attr.nomad.version}"
      operator  = "nope"
      value     = "("
      version   = ">= 1.4, < 2.0, ~> 1"
    }
    constraint {
      distinct_hosts = false
    }
    constraint {
      attribute = "\${meta.rack}"
      operator  = ""
      value     = "r1"
    }`),
  'constraints that can both hold': inGroup(`    constraint {
      attribute = "\${meta.a}"
      value     = "1"
    }
    constraint {
      attribute = "\${meta.b}"
      value     = "2"
    }
    constraint {
      attribute = "\${meta.a}"
      operator  = "!="
      value     = "2"
    }
    constraint {
      attribute = "\${attr.plugin.foo}"
      operator  = "regexp"
      value     = "(?P<a>x)(?i)y$"
    }`),
  'what is not known': `variable "v" {
  type = string
}
job "web" {
  group "web" {
    constraint {
      attribute = var.v
      operator  = var.v
    }
    constraint {
      attribute = "\${node.class}"
      value     = var.v
    }
    constraint {
      version = var.v
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
};

describe('rules of constraints', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['an operator of another language'] ?? '', 'constraint/operator');
    checkFix(speaks['a condition of the other dialect'] ?? '', 'constraint/value');
    checkFix(speaks['meta of the node'] ?? '', 'constraint/unknown-attribute');
    checkFix(speaks['distinct hosts of a task'] ?? '', 'constraint/task-level-distinct');
  });
});
