// A record that asks the service as Medplum does: discovery, what it prefetches from its FHIR server, one call of each
// hook. Arguments: the service's address, what its FHIR server finds (a Bundle). Says what came back as JSON.
import { createServer } from 'node:http';

globalThis.WebSocket = class {}; // Medplum looks for it, and Node 18 has none
const { MedplumClient, buildCdsRequest } = await import('@medplum/core');

const [address, found] = process.argv.slice(2);
const searches = [];
const record = createServer((request, response) => {
  searches.push(decodeURIComponent(request.url));
  response.writeHead(200, { 'Content-Type': 'application/fhir+json' }).end(found);
});
await new Promise((resolve) => record.listen(0, '127.0.0.1', resolve));

const client = new MedplumClient({
  baseUrl: `http://127.0.0.1:${record.address().port}/`,
  cdsServicesUrl: `${address}/cds-services`,
  cacheTime: 0,
  fetch,
});
const { services } = await client.getCdsServices();
const context = { userId: 'Practitioner/7', patientId: '1288992', encounterId: '3' };
const answers = [];
for (const service of services) {
  const request = await buildCdsRequest(client, { resourceType: 'Practitioner', id: '7' }, service, context);
  answers.push(await client.callCdsService(service.id, request));
}
console.log(JSON.stringify({ services, searches, answers }));
record.close();
record.closeAllConnections();
