// The contract through the service, and what can be wrong on the way there. Needs UNKNOTD and UNKNOT_PDF_MODULE too.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { get } from "node:http";
import { createServer as createPlainServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { ArgumentError, HTML, ServiceError, UnsupportedError, connect } from "unknot";

import { checkError, contract, example } from "./contract.js";

const token = "36bf136e7ab40d15ba11472d67b3752c2c43d3cd1a56fdcf9904c6b8bbfc52ac";
const tokenLine = "clinic sha256:64fc3ea35b263814a6cd7e2b4646e8565c47a1be509db9ea85c96a145a5ef0e5\n";
const folder = mkdtempSync(join(tmpdir(), "unknot-"));
const at = (name) => join(folder, name);
const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
const services = [];
const engines = [];
let ca;

function freePort() {
  return new Promise((resolve) => {
    const server = createPlainServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isReady(port) {
  return new Promise((resolve) => {
    get(`http://127.0.0.1:${port}/readyz`, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on("error", () => resolve(false));
  });
}

async function startService(settings = {}) {
  const [port, adminPort] = [await freePort(), await freePort()];
  const file = at(`${port}.toml`);
  const all = { listen: [`127.0.0.1:${port}`], admin_listen: `127.0.0.1:${adminPort}`, threads: 2, ...settings };
  Object.assign(all, { certificate: at("server.pem"), key: at("server.key") });
  const write = (more) => {
    const lines = Object.entries({ ...all, ...more }).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
    writeFileSync(file, lines.join(""));
  };
  write({});
  const process_ = spawn(process.env.UNKNOTD, ["--config", file], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  process_.stderr.on("data", (text) => (errors += text));
  services.push(process_);
  for (let i = 0; !(await isReady(adminPort)); ++i) {
    assert.ok(process_.exitCode === null && i < 600, errors);
    await pause(20);
  }
  const reload = async (more) => {
    write(more);
    process_.kill("SIGHUP");
    for (let i = 0; !errors.includes("reloaded"); ++i) {
      assert.ok(i < 600, errors);
      await pause(20);
    }
  };
  const stop = () => new Promise((resolve) => process_.once("exit", resolve).kill("SIGTERM"));
  return { url: `https://localhost:${port}`, reload, stop };
}

function open(url, options) {
  const engine = connect(url, { ca, ...options });
  engines.push(engine);
  return engine;
}

let service;
let engine;

before(async () => {
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"];
  openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=authority");
  for (const [name, ...extensions] of [["server", "subjectAltName=DNS:localhost", "extendedKeyUsage=serverAuth"], ["ehr", "extendedKeyUsage=clientAuth"]]) {
    const added = extensions.flatMap((extension) => ["-addext", extension]);
    openssl("req", ...curve, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`, ...added);
    const signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2", "-copy_extensions", "copy"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...signed, "-out", `${name}.pem`);
  }
  ca = readFileSync(at("ca.pem"));
  service = await startService();
  engine = open(service.url);
});

after(() => {
  for (const one of engines) one.close();
  for (const one of services) one.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

contract("service", () => engine, {
  calls: 500, // each goes over the network more than once
  checkProblem(error, status, problem) {
    if (problem.code !== "too_large") return checkError(error, status, problem);
    // The service stops to read, before the library could say it.
    assert.deepEqual([error.name, error.code, error.pointer], ["IntakeError", "too_large", ""]);
  },
});

test("documents at once", async () => {
  const own = await startService();
  const result = await open(own.url, { documents: [HTML, "Text/Plain; charset=UTF-8"] }).assess(example);
  await own.stop();
  assert.match(await result.html(), /<html/);
  assert.ok((await result.text()).length > 100);
  await assert.rejects(result.clinicHtml(), { name: "ServiceError", code: "unreachable", httpStatus: null });
  assert.throws(() => open(own.url, { documents: ["image/png"] }), UnsupportedError);
});

test("a PDF is the service's own", async () => {
  const own = await startService({ pdf_module: process.env.UNKNOT_PDF_MODULE });
  const headers = ["-H", "Content-Type: application/json", "-H", "Accept: application/pdf"];
  const curl = ["-sf", "--cacert", at("ca.pem"), ...headers, "-d", JSON.stringify(example), `${own.url}/v1/assess?at=1`];
  const pdf = execFileSync("curl", curl);
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  const result = await open(own.url).assess(example, 1);
  assert.ok(pdf.equals(await result.pdf()));
});

test("a changed pack is not mixed in", async () => {
  const own = await startService();
  const result = await open(own.url).assess(example);
  await own.reload({ overlay: new URL("../../../tests/overlays/good/stricter.json", import.meta.url).pathname });
  await assert.rejects(result.html(), { name: "ServiceError", code: "changed" });
});

test("tokens", async () => {
  writeFileSync(at("tokens"), tokenLine);
  const own = await startService({ tokens: at("tokens") });
  assert.equal((await open(own.url, { token }).assess(example)).tier, "same_day");
  for (const options of [{}, { token: "wrong" }]) {
    await assert.rejects(open(own.url, options).assess(example), (error) => {
      assert.ok(error instanceof ServiceError && error.httpStatus === 401 && error.requestId !== "");
      return true;
    });
  }
  assert.throws(() => open(own.url, { token: "a\r\nX: y" }), /token: expected/);
});

test("client certificates", async () => {
  const own = await startService({ client_authority: at("ca.pem"), client_names: ["ehr"] });
  const mine = { certificate: readFileSync(at("ehr.pem")), key: readFileSync(at("ehr.key")) };
  assert.equal((await open(own.url, mine).assess(example)).tier, "same_day");
  await assert.rejects(open(own.url).assess(example), ServiceError);
});

test("an unknown authority is not trusted, nobody there", async () => {
  await assert.rejects(connect(service.url).assess(example), { name: "ServiceError", code: "unreachable", message: /certificate/ });
  await assert.rejects(open(`https://localhost:${await freePort()}`).assess(example), { code: "unreachable", message: /ECONNREFUSED/ });
});

// A TLS server that is not unknotd.
async function other(handle) {
  const server = createServer({ cert: readFileSync(at("server.pem")), key: readFileSync(at("server.key")), keepAliveTimeout: 0 }, handle);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return `https://localhost:${server.address().port}`;
}

test("a connection that the service closed is made anew", async () => {
  let requests = 0;
  const document = (await (await engine.assess(example)).document()).toString();
  const url = await other((request, response) => {
    // The second request on a connection meets a closed door.
    if (++requests === 2) return request.socket.destroy();
    request.resume().on("end", () => response.end(JSON.stringify({ json: document })));
  });
  const client = open(url);
  assert.equal((await client.assess(example)).tier, "same_day");
  await pause(20);
  assert.equal((await client.assess(example)).tier, "same_day");
  assert.equal(requests, 3);
});

test("no answer in time", async () => {
  const url = await other(() => {});
  await assert.rejects(open(url, { timeoutMs: 200 }).assess(example), { name: "ServiceError", code: "timeout" });
});

test("something else answers", async () => {
  for (const body of ["<html>", "[]", "null", '{"json": 7}', '{"json": "{}"}', '{"json": "[]"}', '{"json": "nothing"}']) {
    const url = await other((request, response) => response.end(body));
    await assert.rejects(open(url).assess(example), { name: "ServiceError", code: "not_unknotd" });
  }
  const url = await other((request, response) => response.writeHead(302).end());
  await assert.rejects(open(url).info, { code: "not_unknotd", httpStatus: 302 });
});

test("addresses and options", () => {
  for (const url of ["http://localhost:8443", "localhost:8443", "https://", "https://localhost/v1"]) {
    assert.throws(() => connect(url), /expected "https:\/\/host:port"/);
  }
  assert.throws(() => connect("https://localhost", { timeout: 5 }), /timeout: there is no such option/);
});

test("a closed engine says so", async () => {
  const own = open(service.url);
  const result = await own.assess(example);
  own.close();
  await assert.rejects(own.assess(example), { name: "ClosedError", message: "the engine is closed" });
  assert.equal(result.record.tier, "same_day");
  await assert.rejects(engine.pack(), UnsupportedError);
  await assert.rejects(engine.assess(example, 0), ArgumentError);
});
