/** Rules about when a job runs (nomad/structs/structs.go PeriodicConfig.Validate, ParameterizedJobConfig.Validate). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inJob } from './around';

const speaks: Readonly<Record<string, string>> = {
  'without a schedule': inJob(`  type = "batch"
  periodic {
# ^^^^^^^^ error periodic/spec: The job is periodic but does not say when it runs
  }`),
  'an empty schedule': inJob(`  type = "batch"
  periodic {
    crons = []
          # ^^ error periodic/spec: The job is periodic but does not say when it runs
  }`),
  'with two': inJob(`  type = "batch"
  periodic {
    cron  = "@daily"
  # ^^^^ error periodic/spec: "cron" and "crons" exclude each other
  # ^^^^ warning deprecated/cron: "cron" is deprecated
    crons = ["@hourly"]
  }`),
  'expressions that Nomad cannot read': inJob(`  type = "batch"
  periodic {
    crons = ["* * * *", "60 * * * *", "*/0 * * * *", "0 0 * FOO *"]
           # ^^^^^^^^^ error periodic/cron-syntax: "* * * *" is no cron expression: it has 4 of at least 5
                      # ^^^^^^^^^^^^ error periodic/cron-syntax: "60 * * * *" is no cron expression: "60" is not a minute (0
                                    # ^^^^^^^^^^^^^ error periodic/cron-syntax: "*/0 * * * *" is no cron expression: the step of "*/0" in
                                                   # ^^^^^^^^^^^^^ error periodic/cron-syntax: "0 0 * FOO *" is no cron expression: "FOO" is not a month
  }`),
  every: inJob(`  type = "batch"
  periodic {
    crons = ["@every 6h"]
           # ^^^^^^^^^^^ error periodic/cron-syntax: "@every 6h" is no cron expression: it has 2 of at least 5
  }`),
  'expressions that never come true': inJob(`  type = "batch"
  periodic {
    crons = ["0 0 30 2 *", "0 5-1 * * *"]
           # ^^^^^^^^^^^^ warning periodic/cron-syntax: "0 0 30 2 *" never comes true: there is no such day in that
                         # ^^^^^^^^^^^^^ warning periodic/cron-syntax: "0 5-1 * * *" never comes true: the range 5-1 in the hour
  }`),
  'time zones': inJob(`  type = "batch"
  periodic {
    crons     = ["@daily"]
    time_zone = "europe/berlin"
              # ^^^^^^^^^^^^^^^ error periodic/time-zone: "europe/berlin" is no time zone
  }`),
  'the old name': inJob(`  type = "batch"
  periodic {
    cron = "0 3 * * *"
  # ^^^^ warning deprecated/cron: "cron" is deprecated
  }`),
  'keys in both lists': inJob(`  type = "batch"
  parameterized {
    meta_required = ["input", "output"]
    meta_optional = ["output"]
                   # ^^^^^^^^ error parameterized/meta-disjoint: The key "output" is required already
  }`),
};

const silent: Readonly<Record<string, string>> = {
  'all kinds of expressions': inJob(`  type = "batch"
  periodic {
    crons     = ["@daily", "0 3 * * MON-FRI", "*/15 * * * * *", "0 0 0 L * 5#3 2030", "0 0 LW,15W JAN ?", "0 5/2 1,15 * SUN"]
    time_zone = "Etc/GMT+5"
  }`),
  'what is switched off': inJob(`  type = "batch"
  periodic {
    enabled   = false
    crons     = ["nonsense"]
    time_zone = "nowhere"
  }`),
  'an empty cron beside crons': inJob(`  type = "batch"
  periodic {
    cron  = ""
    crons = ["@daily"]
  }`),
};

describe('rules of schedules', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['without a schedule'] ?? '', 'periodic/spec');
    checkFix(speaks['with two'] ?? '', 'periodic/spec');
    checkFix(speaks.every ?? '', 'periodic/cron-syntax');
    checkFix(speaks['time zones'] ?? '', 'periodic/time-zone');
    checkFix(speaks['the old name'] ?? '', 'deprecated/cron');
  });
});
