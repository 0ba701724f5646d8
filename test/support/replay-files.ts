/** Reads the recorded exchanges of `test/replay`. Integers keep their digits. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JobPlan, parseJson } from '@nomad/api';
import type { TranscriptEntry } from './replay-socket';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bodyText?: string;
}

export interface RecordedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tookMs?: number;
  readonly body?: unknown;
  readonly bodyText?: string;
  readonly bodyBase64?: string;
  /** Streams: `true` ended by the server, `false` the recorder stopped, `cut` the connection broke. */
  readonly ended?: boolean | string;
  readonly chunks?: readonly { readonly atMs: number; readonly text: string }[];
  readonly frames?: readonly { readonly Data?: string; readonly File?: string; readonly Offset?: number }[];
  /** A WebSocket. */
  readonly transcript?: readonly TranscriptEntry[];
  /** No answer at all. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface Exchange {
  readonly name?: string;
  readonly note?: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Tests run bundled, from the root of the repository. */
const REPLAY = join(process.cwd(), 'test', 'replay');

const read = new Map<string, readonly Exchange[]>();

export function exchangesOf(scenario: string): readonly Exchange[] {
  const known = read.get(scenario);
  if (known) return known;
  const found = parseJson(readFileSync(join(REPLAY, 'exchanges', `${scenario}.json`), 'utf8')) as Exchange[];
  read.set(scenario, found);
  return found;
}

/** The scenarios that there are. */
export function recordedScenarios(): readonly string[] {
  const names = readdirSync(join(REPLAY, 'exchanges')).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).sort();
}

export interface RecordedPlan {
  readonly name: string;
  readonly hcl: string;
  readonly exitCode: number;
  readonly status: number;
  /** The text of the refusal when `status` is not 200. */
  readonly body: JobPlan | string;
}

export function recordedPlans(): readonly RecordedPlan[] {
  const folder = join(REPLAY, 'plan-rendering');
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      hcl: readFileSync(join(folder, name, 'job.nomad.hcl'), 'utf8'),
      ...JSON.parse(readFileSync(join(folder, name, 'plan.json'), 'utf8')),
    }));
}
