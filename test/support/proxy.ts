/** An HTTP proxy that leads every name to this machine: for addresses that nobody reaches directly. */
import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface TestProxy {
  readonly address: string;
  /** `GET http://…` of plain requests, `CONNECT host:port` of tunnels. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param user `name:password` to ask for */
export async function startProxy(user?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const allowed = (header: string | undefined) =>
    user === undefined || header === `Basic ${Buffer.from(user).toString('base64')}`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!allowed(request.headers['proxy-authorization'])) return response.writeHead(407).end('Who are you?');
    const { port, pathname, search, host } = new URL(request.url ?? '');
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const options = { port, method: request.method, path: pathname + search, headers: { ...headers, host } };
    const onward = httpRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request, socket: Socket, head) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allowed(request.headers['proxy-authorization'])) return socket.end('HTTP/1.1 407 Who are you?\r\n\r\n');
    const onward = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on('error', () => [onward.destroy(), socket.destroy()]);
    open.add(onward);
  });
  server.on('connection', (socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
