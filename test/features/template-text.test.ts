/** Completion and hover in the text of templates and in tags, with what a file reads after an item was taken. */
import assert from 'node:assert/strict';
import { direct, startLsp } from '../support/drivers';

/** A template in quotes of a heredoc, in a job with a port and a service. */
const template = (data: string, lines = ''): string =>
  `job "shop" {
  group "web" {
    network {
      port "http" {}
    }
    service {
      name     = "shop-web"
      provider = "nomad"
      port     = "http"
    }
    task "server" {
      driver = "docker"
      env {
        LEVEL = "info"
      }
      template {
        destination = "local/app.conf"
${lines}
        data        = <<-EOT
          ${data}
        EOT
      }
    }
  }
}
`;

/** A service with these tags. */
const tags = (lines: string): string =>
  `job "shop" {
  group "web" {
    network {
      port "http" {}
    }
    service {
      name     = "shop-web"
      provider = "nomad"
      port     = "http"
      tags = [
        "traefik.http.middlewares.strip.stripprefix.prefixes=/a",
        ${lines}
      ]
    }
    task "traefik" {
      driver = "docker"
      template {
        destination = "local/traefik.yml"
        data        = <<-EOT
          entryPoints:
            public:
              address: ":443"
            inner:
              address: ":8080"
        EOT
      }
    }
  }
}
`;

interface Case {
  readonly title: string;
  readonly text: string;
  readonly offered?: readonly string[];
  readonly absent?: readonly string[];
  /** Take this item; the line of the cursor then reads so. */
  readonly take?: readonly [label: string, line: string];
}

const cases: readonly Case[] = [
  {
    title: 'an empty action',
    text: template('{{ <|> }}'),
    offered: ['env', 'secret', 'range', 'end', 'sprig_default', 'printf'],
    take: ['secret', '          {{ secret "path" }}'],
  },
  {
    title: 'an action that is not closed',
    text: template('a {{ nomadV<|>'),
    take: ['nomadVar', '          a {{ nomadVar "path"'],
  },
  {
    title: 'the middle of a word',
    text: template('{{ ke<|>yo "a" }}'),
    take: ['keyOrDefault', '          {{ keyOrDefault "path" "fallback" "a" }}'],
  },
  {
    title: 'a block of an action',
    text: template('{{ ran<|> }}'),
    take: ['range', '          {{ range service "" }}{{ end }}'],
  },
  {
    title: 'behind a pipe',
    text: template('{{ env "A" | <|> }}'),
    offered: ['toUpper'],
    absent: ['if', 'end'],
    take: ['replaceAll', '          {{ env "A" | replaceAll "from" "to" }}'],
  },
  { title: 'an argument', text: template('{{ $x := 1 }}{{ add <|> }}'), offered: ['$x', 'env'], absent: ['if'] },
  {
    title: 'the environment',
    text: template('{{ env "<|>" }}'),
    offered: ['NOMAD_PORT_http', 'NOMAD_ALLOC_ID', 'LEVEL', 'node.unique.name'],
    take: ['NOMAD_PORT_http', '          {{ env "NOMAD_PORT_http" }}'],
  },
  {
    title: 'the environment, with a quote that is not closed',
    text: template('{{ env "NOMAD_P<|>'),
    take: ['NOMAD_PORT_http', '          {{ env "NOMAD_PORT_http'],
  },
  {
    title: 'paths of Nomad variables',
    text: template('{{ with nomadVar "<|>" }}{{ end }}'),
    offered: ['nomad/jobs', 'nomad/jobs/shop', 'nomad/jobs/shop/web/server'],
  },
  { title: 'services of the file', text: template('{{ range nomadService "<|>" }}{{ end }}'), offered: ['shop-web'] },
  {
    title: 'fields of a service',
    text: template('{{ range nomadService "shop-web" }}{{ .<|> }}{{ end }}'),
    offered: ['Address', 'Port', 'Tags'],
    take: ['Address', '          {{ range nomadService "shop-web" }}{{ .Address }}{{ end }}'],
  },
  {
    title: 'fields of a variable',
    text: template('{{ range $i, $s := service "a" }}{{ $s.Po<|> }}{{ end }}'),
    offered: ['Port', 'NodeAddress'],
  },
  {
    title: 'fields of a secret',
    text: template('{{ with secret "kv/data/a" }}{{ .Data.<|> }}{{ end }}'),
    offered: ['data', 'metadata'],
  },
  {
    title: 'other delimiters',
    text: template('{{ x }} [[ en<|> ]]', '        left_delimiter = "[["\n        right_delimiter = "]]"'),
    take: ['env', '          {{ x }} [[ env "name" ]]'],
  },
  {
    title: 'a text in quotes',
    text: template('x').replace(/data {8}= <<-EOT[\s\S]*?EOT/, 'data = "{{ en<|> }}"'),
    take: ['env', '        data = "{{ env \\"name\\" }}"'],
  },
  { title: 'outside of actions', text: template('en<|> {{ env "A" }}'), absent: ['env'] },
  {
    title: 'a new tag',
    text: tags('"<|>"'),
    offered: ['traefik.enable', 'traefik.http.routers.shop-web.rule'],
    take: ['traefik.enable', '        "traefik.enable=true"'],
  },
  {
    title: 'the key of a router, named as the service',
    text: tags('"traefik.http.routers.<|>"'),
    take: ['traefik.http.routers.shop-web.tls', '        "traefik.http.routers.shop-web.tls=true"'],
  },
  {
    title: 'the key of a router with a name',
    text: tags('"traefik.http.routers.app.entry<|>=web"'),
    take: ['traefik.http.routers.app.entrypoints', '        "traefik.http.routers.app.entrypoints=web"'],
  },
  {
    title: 'matchers of a rule',
    text: tags('"traefik.http.routers.app.rule=Host(`a`) && Pa<|>"'),
    offered: ['HeaderRegexp'],
    absent: ['HostSNI'],
    take: ['PathPrefix', '        "traefik.http.routers.app.rule=Host(`a`) && PathPrefix(`path`)"'],
  },
  {
    title: 'entry points of the configuration in a template',
    text: tags('"traefik.http.routers.app.entrypoints=web,<|>"'),
    offered: ['public', 'inner', 'websecure'],
    absent: ['address'],
    take: ['public', '        "traefik.http.routers.app.entrypoints=web,public"'],
  },
  {
    title: 'middlewares of the tags',
    text: tags('"traefik.http.routers.app.middlewares=<|>"'),
    offered: ['strip'],
  },
  { title: 'tags of others', text: tags('"urlprefix-<|>"'), absent: ['traefik.http.routers.app.rule'] },
  { title: 'a comment', text: template('{{/* en<|> */}}'), absent: ['env'] },
];

const hovers: readonly (readonly [title: string, text: string, parts: readonly string[]])[] = [
  ['a function', template('{{ key<|>OrDefault "a" "b" }}'), ['keyOrDefault path fallback → string', 'Consul']],
  ['a keyword', template('{{ ran<|>ge ls "a" }}{{ end }}'), ['once for each element']],
  ['a name of the environment', template('{{ env "NOMAD_ALLOC<|>_ID" }}'), ['NOMAD_ALLOC_ID']],
  [
    'a field',
    template('{{ range service "a" }}{{ .Add<|>ress }}{{ end }}'),
    ['service "a"', 'Address of the instance'],
  ],
  [
    'a field of a secret',
    template('{{ with secret "kv/data/a" }}{{ .Data.data.pass<|>word }}{{ end }}'),
    ['secret "kv/data/a"', '.Data.data.password'],
  ],
  ['a variable', template('{{ $s := secret "kv/data/a" }}{{ $<|>s.Data }}'), ['secret "kv/data/a"']],
  ['a path of Vault', template('{{ secret "kv/da<|>ta/a" }}'), ['version 2']],
  ['a tag', tags('"traefik.http.routers.app.entry<|>points=web"'), ['entry points of Traefik']],
  ['a matcher', tags('"traefik.http.routers.app.rule=Path<|>Prefix(`/a`)"'), ['PathPrefix', 'begins with']],
  ['a service', template('{{ range nomadService "shop-<|>web" }}{{ end }}'), ['line 7']],
];

describe('the text of templates', () => {
  for (const { title, text, offered = [], absent = [], take } of cases) {
    it(`is completed: ${title}`, async () => {
      const items = await direct.complete(text);
      const labels = items.map(({ label }) => label);
      for (const label of offered) assert.ok(labels.includes(label), `"${label}" is not offered`);
      for (const label of absent) assert.ok(!labels.includes(label), `"${label}" is offered`);
      if (!take) return;
      const item = items.find(({ label }) => label === take[0]);
      assert.ok(item, `"${take[0]}" is not offered: ${labels.join(' ')}`);
      const line = text.slice(0, text.indexOf('<|>')).split('\n').length - 1;
      assert.equal(item.result.split('\n')[line], take[1]);
    });
  }

  for (const [title, text, parts] of hovers) {
    it(`is explained: ${title}`, async () => {
      const markdown = (await direct.hover(text)) ?? '';
      for (const part of parts) assert.ok(markdown.includes(part), `"${part}" is not in:\n${markdown}`);
    });
  }

  it('says the same over the protocol', async () => {
    const lsp = await startLsp();
    for (const { text } of cases) {
      const [here, there] = [await direct.complete(text), await lsp.complete(text)];
      assert.deepEqual(there, here);
    }
    for (const [, text] of hovers) assert.equal(await lsp.hover(text), await direct.hover(text));
    await lsp.close();
  });
});
