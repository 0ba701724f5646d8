/** Where the traffic between editor and server is written: into the output, as soon as `nomad.trace.server` asks for it. */
import { type Disposable, EventEmitter, LogLevel, type LogOutputChannel, workspace } from 'vscode';
import { jobForApi, specValues } from '../../server/src/protocol';

/**
 * The client of the language server writes traffic at the level "trace" alone, which a channel has only after somebody
 * has set it, in another place than the setting. This one has that level as long as the setting is on.
 *
 * @param output what is written to
 * @param subscriptions what ends with the extension
 */
export function trafficInto(output: LogOutputChannel, subscriptions: Disposable[]): LogOutputChannel {
  const isWanted = () => workspace.getConfiguration('nomad').get<string>('trace.server', 'off') !== 'off';
  const level = () => (isWanted() ? LogLevel.Trace : output.logLevel);
  const changed = new EventEmitter<LogLevel>();
  subscriptions.push(
    changed,
    output.onDidChangeLogLevel(() => changed.fire(level())),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nomad.trace.server')) changed.fire(level());
    }),
  );
  return {
    ...output,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changed.event,
    trace: (message, ...more) =>
      isWanted() ? output.info(withoutValues(message), ...more) : output.trace(withoutValues(message), ...more),
  };
}

/**
 * Values of variables may be secrets: of a message that carries them only its first line is told, that it was sent.
 *
 * @param message as the client of the language server writes it: what was sent on the first line, its contents behind. In
 * its other format, JSON, answers do not say what they are to, so of that nothing is told.
 */
export function withoutValues(message: string): string {
  const [first = ''] = message.split('\n', 1);
  if (first.startsWith('{')) return 'A message. Set nomad.trace.server to "verbose", a text, to see what is in it.';
  return withValues.some((method) => first.includes(`'${method} `)) ? `${first} Its values are not shown.` : message;
}

const withValues: readonly string[] = [jobForApi, specValues];
