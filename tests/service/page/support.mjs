// Starts unknotd with its try-it page, and opens that in Debian's Chromium.
import {execFileSync, spawn} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {get} from "node:https";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {chromium} from "playwright-core";

export const widths = {phone: 390, tablet: 820, desk: 1280};

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

const answers = (url) =>
  new Promise((resolve) => {
    get(url, {rejectUnauthorized: false}, (response) => resolve(response.resume().statusCode)).on("error", () => resolve(0));
  });

export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), "try-it-"));
  const [certificate, key, file] = ["certificate.pem", "key.pem", "unknotd.toml"].map((name) => join(folder, name));
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-keyout", key, "-out", certificate],
    {stdio: "ignore", umask: 0o077});
  const port = await freePort();
  writeFileSync(file, `listen = ["127.0.0.1:${port}"]\ncertificate = "${certificate}"\nkey = "${key}"\ntry_it_page = true\nthreads = 1\n`);
  const service = spawn(process.env.UNKNOTD, ["--config", file], {stdio: ["ignore", "ignore", "inherit"]});
  const url = `https://localhost:${port}/`;
  while (service.exitCode === null && (await answers(url)) !== 200) await wait(50);
  if (service.exitCode !== null) throw new Error("unknotd did not start");
  const stop = () => {
    service.kill("SIGKILL");
    rmSync(folder, {recursive: true});
  };
  return {url, stop};
}

export const startBrowser = () =>
  chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"]});

// One patient at one tablet: a page with what it says to a person who drives it.
export class Patient {
  static async comes(browser, url, {width = widths.tablet, height = 1100} = {}) {
    const context = await browser.newContext({viewport: {width, height}, ignoreHTTPSErrors: true});
    const page = await context.newPage();
    return new Patient(context, page).open(url);
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
    this.complaints = []; // of the browser: errors, and what the page's policy forbids
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && this.complaints.push(message.text()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    this.requests = 0; // on their way
    page.on("request", () => ++this.requests);
    for (const end of ["requestfinished", "requestfailed"]) page.on(end, () => --this.requests);
    page.on("dialog", (dialog) => (this.warning = dialog.type()) && dialog.accept());
  }

  async open(url) {
    await this.page.goto(url);
    await this.screenIs("welcome");
    return this;
  }

  async screenIs(name) {
    await this.page.waitForSelector(`body[data-screen=${name}]`, {timeout: 20000});
  }

  press(name) {
    return this.page.getByRole("button", {name, exact: true}).click();
  }

  async start() {
    await this.press("Start");
    await this.screenIs("part");
  }

  question(id) {
    return this.page.locator(`#question-${id}`);
  }

  // option: its text, or how it begins
  async choose(id, option) {
    await this.question(id).locator("label", {hasText: new RegExp(`^\\s*${option.replace(/[^\w\s]/g, "\\$&")}`)}).first().click();
    await this.settled();
  }

  async type(id, number) {
    await this.question(id).locator(".number").fill(String(number));
    await this.question(id).locator(".number").press("Tab");
    await this.settled();
  }

  // What the page asked for has come, and it has shown it.
  async settled() {
    for (let quiet = 0; quiet < 3; quiet = this.requests === 0 ? quiet + 1 : 0) await wait(30);
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }

  title() {
    return this.page.locator("h1").textContent();
  }

  // Goes on, whatever is unanswered, until the part of this name; until the questions end if there is none.
  async skipTo(title) {
    for (let presses = 0; presses < 40; ++presses) {
      if ((await this.page.getAttribute("body", "data-screen")) !== "part" || (await this.title()) === title) return;
      await this.page.locator("#actions .main").click();
      await this.settled();
    }
    throw new Error(`there is no part ${title}`);
  }

  async beStaff(button) {
    await this.page.locator(".gate label").click();
    await this.press(button);
  }

  leave() {
    return this.context.close();
  }
}
