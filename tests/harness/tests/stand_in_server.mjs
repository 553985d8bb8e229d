#!/usr/bin/env node
// Stands in for portal-server where the harness itself is tested: the same command line, nothing of the portal.
// It keeps a count in its data folder, so that a restart on the same data can be told from a fresh start.
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, listen: { type: 'string' }, 'public-url': { type: 'string' } },
});
const counted = join(values.data, 'starts');
mkdirSync(values.data, { recursive: true });

if (positionals[0] === 'demo') {
  writeFileSync(join(values.data, 'seeded'), 'yes');
  process.exit(0);
}

if (process.env.STAND_IN_FAILS) {
  console.error('the data folder is from the future');
  process.exit(3);
}
writeFileSync(counted, String(existsSync(counted) ? Number(readFileSync(counted)) + 1 : 1));
const [host, port] = values.listen.split(':');
const server = createServer((request, reply) => {
  if (request.url === '/livez') return reply.end('ok');
  const told = {
    starts: Number(readFileSync(counted)),
    seeded: existsSync(join(values.data, 'seeded')),
    url: values['public-url'],
    clock: process.env.PORTAL_CLOCK ?? null,
  };
  reply.setHeader('content-type', 'application/json');
  reply.end(JSON.stringify(told));
});
server.listen(Number(port), host);
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
});
