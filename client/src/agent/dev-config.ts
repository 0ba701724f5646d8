/** The configuration of a small Nomad on this machine, for trying jobs. Pure. */

export interface DevAgent {
  readonly ports: { readonly http: number; readonly rpc: number; readonly serf: number };
  /** Folder of the host volume `data`. */
  readonly volume: string;
}

/** What stands in it is told to whoever reads the terminal: the file is named there. */
export function devConfig({ ports, volume }: DevAgent): string {
  return `# Written by the VS Code extension for "nomad agent -dev". What runs is forgotten when it ends; the folder below stays.

log_level = "INFO"

ports {
  http = ${ports.http}
  rpc  = ${ports.rpc}
  serf = ${ports.serf}
}

# Programs without a container, as your own user: for jobs that you trust.
plugin "raw_exec" {
  config {
    enabled = true
  }
}

client {
  host_volume "data" {
    path = ${JSON.stringify(volume.replaceAll('\\', '/')).replaceAll('${', '$${').replaceAll('%{', '%%{')}
  }

  # No cloud is asked whether this machine is one of its own.
  options = {
    "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean"
  }
}
`;
}
