/**
 * Three ways to ask the same questions: the library itself (`direct`), the server over the protocol (`lsp`), and the
 * editor (`vscode`, in test/e2e, where there is one). A spec does not know which it runs through.
 */
import { PassThrough } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../server/src/analysis';
import { analyze } from '../../server/src/analyze';
import { complete } from '../../server/src/features/completion';
import { hover } from '../../server/src/features/hover';
import { filesIn } from '../../server/src/folder-files';
import type { ReadText } from '../../server/src/policy-file';
import { startServer } from '../../server/src/server';
import { defaultSettings, type Settings } from '../../server/src/settings';
import { readCursor } from './marker';

export interface Mark {
  readonly line: number;
  readonly start: number;
  readonly endLine: number;
  readonly end: number;
  readonly severity: string;
  readonly id: string;
  readonly message: string;
}

export interface Completion {
  readonly label: string;
  /** The text after the item was taken, tab stops removed. */
  readonly result: string;
}

export interface Driver {
  readonly name: 'direct' | 'lsp' | 'vscode';
  problems(text: string): Promise<readonly Mark[]>;
  /** At the cursor `<|>`. */
  complete(marked: string): Promise<readonly Completion[]>;
  /** Markdown at the cursor `<|>`, or undefined. */
  hover(marked: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export const analysisOf = (
  text: string,
  settings: Settings = defaultSettings,
  uri = 'file:///test.nomad.hcl',
): Analysis => analyze({ uri, languageId: 'nomad', text }, settings);

/** Advice that nearly every small file draws: what a test is about would be lost among it. */
const advice = [
  'resources/missing',
  'service/no-check',
  'check/port-implicit',
  'check/name-generic',
  'storage/csi-for-single',
  'consul/identity-missing',
  'variable/no-default',
];

const withoutAdvice: Settings = {
  ...defaultSettings,
  rules: Object.fromEntries(advice.map((id) => [id, 'off'])),
};

/** The library with the settings that a user has. */
export const strict: Driver = driverWith(defaultSettings);

/** The library without advice that is the same for all. */
export const direct: Driver = driverWith(withoutAdvice);

function driverWith(settings: Settings): Driver {
  return {
    name: 'direct',
    async problems(text) {
      const document = TextDocument.create('file:///test.nomad.hcl', 'nomad', 1, text);
      return analysisOf(text, settings).problems.map((problem) => {
        const [start, end] = [document.positionAt(problem.start), document.positionAt(problem.end)];
        return {
          line: start.line,
          start: start.character,
          endLine: end.line,
          end: end.character,
          severity: problem.severity,
          id: problem.id,
          message: problem.message,
        };
      });
    },
    async complete(marked) {
      const { text, offset } = readCursor(marked);
      const items = [...complete(analysisOf(text), offset)].sort(
        (a, b) => a.order - b.order || (a.label < b.label ? -1 : 1),
      );
      return items.map((item) => ({
        label: item.label,
        result: text.slice(0, item.replace.start) + withoutStops(item.insert) + text.slice(item.replace.end),
      }));
    },
    async hover(marked) {
      const { text, offset } = readCursor(marked);
      return hover(analysisOf(text), offset)?.markdown;
    },
    async close() {},
  };
}

/**
 * The server over in-memory streams: everything but the process.
 *
 * @param files.readText the policies of repositories
 */
export async function startLsp(
  files: { readonly readText?: ReadText } = {},
): Promise<Driver & { readonly connection: MessageConnection }> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(
    createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    filesIn,
    files.readText,
  );
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  // A feature that fails is logged and answers with nothing: in a test that is a failure.
  const failures: string[] = [];
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) failures.push(message);
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {
      textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: false } } },
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
    },
  });
  await connection.sendNotification('initialized', {});
  let opened = 0;
  const open = async (text: string): Promise<string> => {
    opened += 1;
    const uri = `file:///spec-${opened}.nomad.hcl`;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nomad', version: 1, text },
    });
    return uri;
  };
  const at = async <T>(method: string, marked: string): Promise<{ answer: T; text: string }> => {
    const { text, offset } = readCursor(marked);
    const uri = await open(text);
    const position = TextDocument.create(uri, 'nomad', 1, text).positionAt(offset);
    return { text, answer: await connection.sendRequest<T>(method, { textDocument: { uri }, position }) };
  };
  const verify = <T>(value: T): T => {
    if (failures.length > 0) throw new Error(failures.splice(0).join('\n'));
    return value;
  };
  return {
    name: 'lsp',
    connection,
    async problems(text) {
      const uri = await open(text);
      const report = await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return verify(report.items.map(toMark));
    },
    async complete(marked) {
      const { answer, text } = await at<
        { label: string; sortText: string; textEdit: { range: Range; newText: string } }[]
      >('textDocument/completion', marked);
      answer.sort((a, b) => (a.sortText < b.sortText ? -1 : 1));
      const document = TextDocument.create('file:///x', 'nomad', 1, text);
      return verify(
        answer.map((item) => ({ label: item.label, result: TextDocument.applyEdits(document, [item.textEdit]) })),
      );
    },
    async hover(marked) {
      const { answer } = await at<{ contents: { value: string } } | null>('textDocument/hover', marked);
      return verify(answer?.contents.value);
    },
    async close() {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

interface Diagnostic {
  readonly range: Range;
  readonly severity: number;
  readonly code: string;
  readonly message: string;
}

const severities = ['', 'error', 'warning', 'information', 'hint'];

const toMark = ({ range, severity, code, message }: Diagnostic): Mark => ({
  line: range.start.line,
  start: range.start.character,
  endLine: range.end.line,
  end: range.end.character,
  severity: severities[severity] ?? '',
  id: code,
  message,
});

const withoutStops = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|((?:\\.|[^\\,|])*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([$}\\])/g, '$1');
