/** A time zone that Nomad does not know. */
import { nearest } from '../../nearest';
import { checkTimeZone, timeZones } from '../../values/time-zone';
import { childrenOf, stringOf, valueOf } from '../facts/job-view';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const periodicTimeZone: Rule = {
  id: 'periodic/time-zone',
  level: 'error',
  title: 'An unknown time zone',
  languages: ['nomad'],
  about: 'periodic',
  docs: {
    why: 'A time zone is a name of the IANA database such as `Europe/Berlin`, spelt exactly so, or `UTC`, or `Local` for the zone of the server. Offsets such as `+01:00` and abbreviations such as `PST` are not names. Nomad refuses the job.',
    wrong: 'time_zone = "Berlin"',
    right: 'time_zone = "Europe/Berlin"',
    sources: ['nomad/structs/structs.go PeriodicConfig.Validate'],
  },
  check(file, report) {
    for (const periodic of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'periodic'))) {
      const attribute = periodic.attributes.get('time_zone');
      const zone = stringOf(periodic, 'time_zone');
      if (!attribute || zone === undefined || (valueOf(periodic, 'enabled') ?? true) !== true) continue;
      const spelling = checkTimeZone(zone);
      if (spelling === undefined) continue;
      const meant =
        spelling ||
        timeZones().find((name) => name.toLowerCase().endsWith(`/${zone.toLowerCase().replaceAll(' ', '_')}`)) ||
        nearest(zone, timeZones());
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `"${zone}" is no time zone.${meant ? ` Did you mean "${meant}"?` : ' Use a name such as "Europe/Berlin", or "UTC".'}`,
        fixes: meant ? [setValue(attribute, JSON.stringify(meant))] : [],
      });
    }
  },
};
