/** Services of one group that are registered in different places. */
import { addTo } from '../../group-by';
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { certain, providerOf, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceProvider: Rule = {
  id: 'service/provider',
  level: 'error',
  title: 'Services of one group with different providers',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'All services of a group, those of its tasks too, are registered either with Consul or with Nomad. A service that names no provider is registered with Consul. Nomad refuses a group that mixes them.',
    wrong: 'service {\n  name     = "api"\n  provider = "nomad"\n}\nservice {\n  name = "metrics"\n}',
    right:
      'service {\n  name     = "api"\n  provider = "nomad"\n}\nservice {\n  name     = "metrics"\n  provider = "nomad"\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateServices'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const byProvider = new Map<string, BlockInstance[]>();
      for (const { service } of certain(servicesOf(group))) {
        const provider = providerOf(service);
        if (provider !== 'consul' && provider !== 'nomad') continue;
        addTo(byProvider, provider, service);
      }
      const [few, many] = [...byProvider].sort((a, b) => a[1].length - b[1].length || byText(b[1]) - byText(a[1]));
      const other = many?.[1][0];
      if (!few || !many || !other) continue;
      for (const service of few[1]) {
        report({
          ...placeOf(service, 'provider'),
          message: `This service is registered with ${named(few[0])} and others of group "${labelOf(group) ?? ''}" with ${named(many[0])}. One group can use one provider.`,
          related: [{ ...placeOf(other, 'provider'), message: `registered with ${named(many[0])}` }],
          fixes: setAttribute(file.text, service, 'provider', JSON.stringify(many[0])),
        });
      }
    }
  },
};

const named = (provider: string): string => (provider === 'nomad' ? 'Nomad' : 'Consul');

/** Of two lists that are equally long, the one whose providers are written out is the exception. */
const byText = (services: readonly BlockInstance[]): number =>
  services.filter((s) => s.attributes.has('provider')).length;
