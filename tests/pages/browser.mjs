// A page in Chromium: how many sheets of paper it takes, and what is wrong with it for who reads it there.
import {execFileSync, spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = execFileSync("sh", ["-c", "command -v chromium"], {encoding: "utf8"}).trim();

export class Browser {
  static async open() {
    const browser = new Browser();
    browser.chromium = await chromium.launch({executablePath: program, args: ["--no-sandbox"]});
    browser.page = await browser.chromium.newPage();
    return browser;
  }

  close() { return this.chromium.close(); }
  show(file) { return this.page.goto(pathToFileURL(file).href); }
  kind() { return this.page.evaluate(() => document.querySelector(".handout").className); }

  async pagesPrinted() {
    const pdf = (await this.page.pdf({preferCSSPageSize: true})).toString("latin1");
    return pdf.match(/\/Type \/Page\b/g).length;
  }

  // On a telephone, on a screen and in print.
  async problems() {
    const found = [];
    for (const [where, width, media] of [["telephone", 390, "screen"], ["screen", 1100, "screen"], ["print", 720, "print"]]) {
      await this.page.setViewportSize({width, height: 900});
      await this.page.emulateMedia({media});
      await this.page.evaluate(axe);
      const {violations} = await this.page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
      for (const {id, nodes} of violations) found.push(`${where}: ${id}: ${nodes[0].html.slice(0, 90)}`);
      for (const problem of await this.page.evaluate(readingProblems, where)) found.push(`${where}: ${problem}`);
    }
    await this.page.emulateMedia({media: null});
    return found;
  }
}

// Runs in the page.
function readingProblems(where) {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (element) => (element.textContent || "a drawing").trim().slice(0, 40);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) problems.push("wider than the window");
  if (all("a, button, input, select, textarea, [tabindex]").length > 0) problems.push("something takes the keyboard's focus");
  const smallest = where === "print" ? 16 : 17;  // 16 px are 12 point
  for (const element of all("h1, h2, h3, h4, p, li, th, td, figcaption")) {
    if (parseFloat(getComputedStyle(element).fontSize) < smallest) problems.push(`small type: ${words(element)}`);
  }
  let bottom = 0;
  for (const heading of where === "telephone" ? all("h1, h2, h3, h4") : []) {
    const {top} = heading.getBoundingClientRect();
    if (top < bottom) problems.push(`not read in the order of the page: ${words(heading)}`);
    bottom = top;
  }
  if (where !== "print") return problems;
  for (const heading of all("h1, h2, h3, h4")) {
    const style = getComputedStyle(heading);
    if (style.display !== "inline" && style.breakAfter !== "avoid") problems.push(`may stand at a page's foot: ${words(heading)}`);
  }
  for (const drawing of all("figure")) {
    if (getComputedStyle(drawing.closest("li")).breakInside !== "avoid") problems.push(`may be split: ${words(drawing)}`);
    const width = drawing.querySelector("svg").getBoundingClientRect().width / 96 * 25.4;
    if (width < 29.5) problems.push(`narrower than 3 cm: ${width.toFixed(1)} mm: ${words(drawing)}`);
  }
  return problems;
}

// The check sheet is a page of its own, or two in large print.
export function limitOf(kind) {
  const large = kind.includes("large");
  if (kind.includes("get_care")) return large ? 2 : 1;
  if (large) return 6;
  return kind.includes("see_clinician_first") ? 2 : 3;
}

// What the Nu checker says of all pages of a folder.
export function nuProblems(folder) {
  const jar = createRequire(import.meta.url)("vnu-jar");
  const checker = spawnSync("java", ["-jar", jar, "--errors-only", "--skip-non-html", folder], {encoding: "utf8"});
  if (checker.error) throw checker.error;
  return checker.stderr.split("\n").filter((line) => line !== "").map((line) => line.replace(/^.*\/([^/]*\.html)/, "$1"));
}
