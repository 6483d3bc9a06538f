export function connect(token: string): WebSocket {
  const socket = new WebSocket(`ws://live.shop.org/updates?token=${token}`);
  socket.onopen = () => socket.send(JSON.stringify({ subscribe: 'orders' }));
  return socket;
}
