/** A tcp check of a service behind a sidecar. */
import { checksOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

export const tcpConnect: Rule = {
  id: 'check/tcp-connect',
  level: 'error',
  title: 'A tcp check of a service with a sidecar',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'A service behind a Connect sidecar listens on the loopback of its own network, where Consul cannot reach it. Nomad refuses a tcp check there. An http or grpc check can be made reachable with `expose = true`; a script check runs inside of the task.',
    wrong: 'service {\n  connect {\n    sidecar_service {}\n  }\n  check {\n    type = "tcp"\n  }\n}',
    right:
      'service {\n  connect {\n    sidecar_service {}\n  }\n  check {\n    type   = "http"\n    path   = "/health"\n    expose = true\n  }\n}',
    sources: ['nomad/structs/services.go Service.validateConsulService'],
  },
  check(file, report) {
    for (const { check, service, provider, type } of groupsOf(file.instance).flatMap(checksOf)) {
      const sidecar = sidecarOf(service);
      if (type !== 'tcp' || provider !== 'consul' || !sidecar) continue;
      report({
        ...placeOf(check, 'type'),
        message:
          'A tcp check cannot reach a service behind a sidecar. Use an http or grpc check with expose = true, or a script check.',
        related: [{ start: sidecar.header.start, end: sidecar.header.end, message: 'the sidecar is here' }],
      });
    }
  },
};
