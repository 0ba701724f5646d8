// A cluster that plans one job, as a real Nomad was recorded to plan it: for pictures.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const recorded = (plan, file) => readFileSync(join(root, 'test/replay/plan-rendering', plan, file), 'utf8');

/** The recorded job file. */
export const jobFileOf = (plan) => recorded(plan, 'job.nomad.hcl');

/** @returns the cluster's address, and `close()` */
export async function clusterPlanning(plan) {
  const { body } = JSON.parse(recorded(plan, 'plan.json'));
  const ID = body.Diff.ID;
  const answers = [
    ['POST /v1/jobs/parse', { ID, Name: ID, Type: 'service' }],
    [`POST /v1/job/${ID}/plan`, body],
    [`GET /v1/job/${ID}`, { ID, Name: ID, Type: 'service', Version: 12, JobModifyIndex: body.JobModifyIndex }],
  ];
  const server = createServer((request, response) => {
    const asked = `${request.method} ${request.url.split('?')[0]}`;
    const [, answer] = answers.find(([known]) => known === asked) ?? [];
    response.writeHead(answer ? 200 : 501, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? `not recorded: ${asked}`));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
