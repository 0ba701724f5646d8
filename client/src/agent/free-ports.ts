/** Ports that nobody listens on. Knows no editor. */
import { createServer } from 'node:net';

/** @returns `wanted` when all of them are free, else as many others that are */
export async function portsFor(wanted: readonly number[]): Promise<readonly number[]> {
  const taken = await Promise.all(wanted.map(isTaken));
  return taken.includes(true) ? freePorts(wanted.length) : wanted;
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

/** All at once, so that none is given twice. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
