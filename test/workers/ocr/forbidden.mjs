// Preloaded into a process under test: whatever would open a connection throws.
// Must not let anything through, not even to the own machine.

import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

const refuse = (what) => () => {
  throw new Error(`forbidden: ${what}`);
};
net.Socket.prototype.connect = refuse('socket');
dgram.Socket.prototype.send = refuse('datagram');
dns.lookup = refuse('name lookup');
globalThis.fetch = refuse('fetch');
