// The peer in JavaScript: Node's https, a rule engine and a template engine.
//
// server.mjs PEER PACK.json CSS CERTIFICATE KEY PORT
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [peer, packPath, cssPath, certificate, key, port] = process.argv.slice(2);
const { default: makePage } = await import(`../javascript/${peer}.mjs`);
const page = makePage(JSON.parse(readFileSync(packPath, 'utf8')), readFileSync(cssPath, 'utf8'));

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.3' }, (request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', async () => {
    const bytes = Buffer.from(await page(Buffer.concat(pieces).toString()));
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': bytes.length });
    response.end(bytes);
  });
});
server.keepAliveTimeout = 3600000;
server.listen(Number(port), '127.0.0.1');
