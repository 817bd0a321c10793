// LHC-Forms in Chromium: it renders a Questionnaire, a patient fills it in, and it gives the response.
import {execFileSync} from "node:child_process";
import {createReadStream, existsSync} from "node:fs";
import {createServer} from "node:http";
import {join} from "node:path";
import {chromium} from "playwright-core";
import {itemsOf} from "./items.mjs";

const program = execFileSync("sh", ["-c", "command -v chromium"], {encoding: "utf8"}).trim();
// Without the charset its FHIR library is read as Latin-1, and breaks.
const types = {js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8"};
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="webcomponent/styles.css">
<body><div id="form"></div>
${["webcomponent/assets/lib/zone.min.js", "webcomponent/runtime.js", "webcomponent/polyfills.js", "webcomponent/main.js",
    "fhir/R4/lformsFHIR.min.js"].map((file) => `<script src="${file}"></script>`).join("\n")}
</body></html>`;

function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://local").pathname);
    if (path === "/") return response.setHeader("Content-Type", "text/html; charset=utf-8").end(page);
    const file = join(folder, path);
    if (path.includes("..") || !existsSync(file)) return response.writeHead(404).end();
    response.setHeader("Content-Type", types[file.split(".").pop()] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

export class Forms {
  // folder: dist/lforms of the npm package lforms
  static async open(folder) {
    const forms = new Forms();
    forms.server = await serve(folder);
    forms.browser = await chromium.launch({executablePath: program, args: ["--no-sandbox"]});
    return forms;
  }

  async close() {
    await this.browser.close();
    this.server.close();
  }

  async render(questionnaire) {
    this.page = await this.browser.newPage({viewport: {width: 1100, height: 900}});
    await this.page.goto(`http://127.0.0.1:${this.server.address().port}/`);
    await this.page.waitForFunction(() => globalThis.LForms?.FHIR?.R4);
    await this.page.evaluate((resource) => LForms.Util.addFormToPage(resource, "form", {fhirVersion: "R4"}), questionnaire);
    this.questions = itemsOf(questionnaire).filter(({type}) => type === "choice" || type === "integer");
  }

  // As a patient does it, with the keyboard and the mouse, from the top to the end. answers: those of an intake.
  async fill(answers) {
    const open = new Set(Object.keys(answers));
    for (const {linkId, type, answerOption} of this.questions) {
      if (!open.delete(linkId)) continue;
      const answer = answers[linkId];
      const at = `${linkId}/1/1`;
      if (type === "integer") {
        await this.page.locator(`[id="${at}"]`).fill(String(answer));
        await this.page.keyboard.press("Tab");
        continue;
      }
      const codes = Array.isArray(answer) ? (answer.length === 0 ? ["none"] : answer) : [{true: "yes", false: "no"}[answer] ?? answer];
      const {system} = answerOption[0].valueCoding;
      for (const code of codes) await this.page.locator(`[id="${at}|${system}|${code}"]`).click();
    }
    if (open.size > 0) throw new Error(`no such question: ${[...open]}`);
  }

  response() {
    return this.page.evaluate(() => LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4"));
  }
}
