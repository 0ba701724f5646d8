/** Where the traffic between editor and server is written: into the output, as soon as `nomad.trace.server` asks for it. */
import { type Disposable, EventEmitter, LogLevel, type LogOutputChannel, workspace } from 'vscode';

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
    trace: (message, ...more) => (isWanted() ? output.info(message, ...more) : output.trace(message, ...more)),
  };
}
