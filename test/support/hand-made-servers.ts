/** Servers that misbehave, ten lines each: for what no recording can show. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

export interface TestServer {
  readonly address: string;
  /** How many requests (or connections) came. */
  readonly count: () => number;
  close(): Promise<void>;
}

/** Answers each request by the function. */
export async function httpServer(listener: RequestListener, socketPath?: string): Promise<TestServer> {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    listener(request, response);
  });
  await listen(server, socketPath);
  const address = socketPath ? `unix://${socketPath}` : addressOf(server);
  return { address, count: () => count, close: () => close(server) };
}

/** Does with each connection what the function does: cut it, write nonsense, be silent. */
export async function tcpServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  let count = 0;
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    count++;
    open.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await listen(server);
  return {
    address: addressOf(server),
    count: () => count,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = await tcpServer(() => {});
  await server.close();
  return server.address;
}

function listen(server: Server | ReturnType<typeof createTcpServer>, socketPath?: string): Promise<void> {
  return new Promise((resolve) => {
    if (socketPath) server.listen(socketPath, resolve);
    else server.listen(0, '127.0.0.1', resolve);
  });
}

function addressOf(server: Server | ReturnType<typeof createTcpServer>): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
