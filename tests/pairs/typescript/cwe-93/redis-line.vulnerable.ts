import * as net from 'net';

export function count(request: Request, socket: net.Socket): void {
  const name = String(request.query.name);
  socket.write(`INCR page:${name}\r\n`);
}
