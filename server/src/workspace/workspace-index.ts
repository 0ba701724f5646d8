/**
 * The index of a workspace: what each file says to the others, whether it is open or not. A file that is not open is read
 * and judged once for each of its contents, in slices between which others run.
 */
import type { Analysis } from '../analysis';
import { languageOfPath } from '../languages';
import { pathOf } from '../policy-paths';
import { type Problem, withoutFixes } from '../problem';
import { remembered } from '../remembered';
import { type FileFacts, factsOf, settled } from './facts';
import type { WorkspaceFiles } from './files';
import { type Lines, linesIn } from './lines';
import { canonical } from './uri';
import { together, viewOf, type WorkspaceView } from './view';

/** More files, or larger ones, are not looked at unless they are opened. */
const mostFiles = 2000;
const mostBytes = 1 << 20;

/** For so many milliseconds the index works without a pause. */
const sliceMs = 10;

/** Where no files of the user's own lie. */
const ofOthers = /\/(?:node_modules|\.git|\.hg|\.svn|\.terraform)(?:\/|$)/;

/** What has an ending is a file of another kind: a build makes thousands, and none is worth a look for what lies in it. */
const hasEnding = /[^./]\.[A-Za-z]\w*$/;

/** So many files are read at the same time. */
const readTogether = 8;

export interface IndexHost {
  /** Undefined where there are none: then only open documents count. */
  readonly files: WorkspaceFiles | undefined;
  /** With the settings that hold for the file. */
  analyze(uri: string, languageId: string, text: string): Analysis;
  /** The analyses of the documents that are open and count. */
  opened(): readonly Analysis[];
  isOpen(uri: string): boolean;
  /** Whether the file is part of the workspace, and not of its archive. */
  counts(uri: string): boolean;
  /** Lets everything else run first. */
  pause(): Promise<void>;
  /** Some file is not what it was. Called after each batch of files. */
  onChange(): void;
}

/** A file that is not open. */
export interface ClosedFile {
  readonly facts: FileFacts;
  /** Those that it has by itself. */
  readonly problems: readonly Problem[];
  readonly lines: Lines;
  readonly text: Fingerprint;
}

export interface WorkspaceIndex {
  /** By URI, in its one spelling. */
  readonly closed: ReadonlyMap<string, ClosedFile>;
  /** The facts of all files as they are now. */
  view(): WorkspaceView;
  /** Looks for files below folders. Settles when all are judged. */
  scan(folders: readonly string[]): Promise<void>;
  /** Files that were made, changed or removed; folders that came or went with what lies in them. */
  changed(uris: readonly string[]): void;
  /** A document was opened: the file does not count any more. */
  leave(uri: string): void;
  /** A document was closed: what is known of it stays, unless the file says something else. */
  keep(analysis: Analysis): void;
  /** Settings changed: everything is judged anew. */
  rejudge(): void;
  /** Whether there is nothing left to read. */
  isComplete(): boolean;
}

export function createIndex(host: IndexHost): WorkspaceIndex {
  const closed = new Map<string, ClosedFile>();
  const waiting = new Set<string>();
  let working: Promise<void> | undefined;
  let listing = 0;
  /** What is not open: made anew when one of these files is another, and not at every key. */
  let unopened: WorkspaceView | undefined;
  let sliceStart = 0;

  const put = (uri: string, file: ClosedFile | undefined): boolean => {
    const before = closed.get(uri);
    if (!before && !file) return false;
    if (file) closed.set(uri, file);
    else closed.delete(uri);
    unopened = undefined;
    return true;
  };

  const judge = (uri: string, text: string | undefined): boolean => {
    if (host.isOpen(uri)) return put(uri, undefined);
    const language = languageOfPath(pathOf(uri));
    if (text === undefined || !language || !host.counts(uri)) return put(uri, undefined);
    if (closed.get(uri)?.text === fingerprint(text)) return false;
    return put(uri, closedFile(host.analyze(uri, language.id, text)));
  };

  const work = async (): Promise<void> => {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, readTogether);
      for (const uri of batch) waiting.delete(uri);
      const texts = await Promise.all(batch.map((uri) => host.files?.read(uri, mostBytes)));
      let changed = false;
      for (const [i, uri] of batch.entries()) {
        if (performance.now() - sliceStart > sliceMs) {
          await host.pause();
          sliceStart = performance.now();
        }
        changed = judge(uri, texts[i]) || changed;
      }
      if (changed) host.onChange();
    }
  };

  const start = (uris: Iterable<string>): Promise<void> => {
    for (const given of uris) {
      const uri = canonical(given);
      if (closed.size + waiting.size < mostFiles || closed.has(uri)) waiting.add(uri);
    }
    working ??= work().finally(() => {
      working = undefined;
    });
    return working;
  };

  /** Most of them are no folders but files of another kind: nothing is found then, and nothing has changed. */
  const lookInto = async (folders: readonly string[]): Promise<void> => {
    const found = (await host.files?.list(folders, mostFiles)) ?? [];
    if (found.length > 0) await start(found);
  };

  return {
    closed,
    view() {
      unopened ??= viewOf([...closed.values()].map(({ facts }) => facts));
      return together(viewOf(host.opened().map(rememberedFacts)), unopened);
    },
    async scan(folders) {
      if (!host.files) return;
      listing++;
      try {
        await host.pause();
        await start(await host.files.list(folders, mostFiles));
      } finally {
        listing--;
      }
      host.onChange();
    },
    changed(uris) {
      const isOurs = (uri: string) => languageOfPath(pathOf(uri)) !== undefined;
      const folders = new Set(uris.filter((uri) => !isOurs(uri) && !ofOthers.test(uri)).map(canonical));
      const below = folders.size === 0 ? [] : [...closed.keys()].filter((uri) => liesIn(uri, folders));
      void start([...uris.filter((uri) => isOurs(uri) && host.counts(uri)), ...below]);
      const perhaps = [...folders].filter((uri) => !hasEnding.test(uri));
      if (perhaps.length > 0) void lookInto(perhaps);
    },
    leave(uri) {
      put(canonical(uri), undefined);
    },
    keep(analysis) {
      const uri = canonical(analysis.file.uri);
      if (!host.files || !host.counts(uri)) return;
      put(uri, closedFile(analysis));
      void start([uri]);
    },
    rejudge() {
      const uris = [...closed.keys()];
      closed.clear();
      unopened = undefined;
      void start(uris);
    },
    isComplete: () => waiting.size === 0 && working === undefined && listing === 0,
  };
}

function liesIn(uri: string, folders: ReadonlySet<string>): boolean {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    if (folders.has(uri.slice(0, end))) return true;
  }
  return false;
}

function closedFile(analysis: Analysis): ClosedFile {
  const { text, problems } = analysis;
  return {
    facts: settled(rememberedFacts(analysis)),
    // What can be repaired is offered when the file is open.
    problems: problems.map(withoutFixes),
    lines: linesIn(canonical(analysis.file.uri), text),
    text: fingerprint(text),
  };
}

/** The facts of a version of a file, read off it once. */
export const rememberedFacts: (analysis: Analysis) => FileFacts = remembered(factsOf);

type Fingerprint = string;

/** Tells texts apart without keeping them: FNV-1a in two lanes, and the length. */
function fingerprint(text: string): Fingerprint {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return `${text.length} ${a} ${b}`;
}
