import * as net from 'net';

export function count(request: Request, socket: net.Socket): void {
  const name = String(request.query.name);
  if (!/^[a-z0-9-]+$/.test(name)) {
    return;
  }
  socket.write(`INCR page:${name}\r\n`);
}
