// Other people's HL7: node-hl7-server gets the results over TLS, node-hl7-client sends over TLS, simple-hl7 sends plain.
// Ports, files and certificates come in the environment; what they saw goes out as one line of JSON.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {setTimeout as sleep} from 'node:timers/promises';
import {Server} from 'node-hl7-server';
import {Client, Message} from 'node-hl7-client';

const {PEER, TLS, PLAIN, MESSAGE, AUTHORITY, CERTIFICATE, KEY, CLIENT_CERTIFICATE, CLIENT_KEY} = process.env;
const text = readFileSync(MESSAGE, 'utf8').trimEnd();
const simple = createRequire(import.meta.url)('simple-hl7');
const told = {acknowledged: {}, events: [], tiers: []};

const server = new Server({bindAddress: '127.0.0.1', tls: {key: readFileSync(KEY), cert: readFileSync(CERTIFICATE)}});
const inbound = server.createInbound({port: Number(PEER)}, async (request, response) => {
  const message = request.getMessage();
  told.events.push(message.get('MSH.9.2').toString());
  told.tiers.push(/\|tier\^Tier\^99UNKR\|\|(\w+)\^/.exec(message.toString())[1]);
  await response.sendResponse('AA');
});
await sleep(300);

const client = new Client({host: 'localhost', tls: {ca: readFileSync(AUTHORITY), cert: readFileSync(CLIENT_CERTIFICATE),
  key: readFileSync(CLIENT_KEY)}});
await new Promise((resolve, reject) => {
  const outbound = client.createConnection({port: Number(TLS)}, async (response) => {
    told.acknowledged['node-hl7-client'] = response.getMessage().get('MSA.1').toString();
    await outbound.close();
    resolve();
  });
  outbound.on('error', reject);
  outbound.sendMessage(new Message({text})).catch(reject);
});

await new Promise((resolve, reject) => {
  const plain = simple.Server.createTcpClient({host: '127.0.0.1', port: Number(PLAIN), keepalive: false, callback: (error, answer) => {
    if (error) return reject(error);
    told.acknowledged['simple-hl7'] = answer.getSegment('MSA').getField(1);
    resolve();
  }});
  plain.send(new simple.Parser({segmentSeperator: '\r'}).parse(text));
});

console.log(JSON.stringify(told));
await inbound.close();
process.exit(0);
