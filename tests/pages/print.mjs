// Prints every sheet on both papers, in both sizes and in every language, and has axe-core and the Nu checker read it.
// node print.mjs UNKNOT EACH FOLDER… : the program, 1 for every sheet or 5 for each fifth, and folders of intakes.
import {execFileSync} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Browser, limitOf, nuProblems} from "./browser.mjs";

const [unknot, each, ...folders] = process.argv.slice(2);
const run = (...arguments_) => execFileSync(unknot, arguments_, {encoding: "utf8", maxBuffer: 1 << 26});
const locales = Object.keys(JSON.parse(run("pack", "show", "built-in", "--format", "json")).text);
const intakes = folders.flatMap((folder) =>
  readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => join(folder, file)));

const pages = mkdtempSync(join(tmpdir(), "unknot-pages-"));
const browser = await Browser.open();
const problems = [];
let printed = 0;
let sheet = 0;
for (const path of intakes) {
  const intake = JSON.parse(readFileSync(path, "utf8"));
  for (const locale of locales) {
    for (const large_print of [false, true]) {
      for (const page of ["A4", "Letter"]) {
        // Each fifth is in time of every language, size and paper: there are twelve of them.
        if (sheet++ % Number(each) !== 0) continue;
        const name = `${path.split("/").pop().replace(/\W*(intake)?\.json$/, "")}-${locale}-${large_print ? "large" : "normal"}-${page}`;
        const given = join(pages, "intake.json");
        writeFileSync(given, JSON.stringify({...intake, handout: {...intake.handout, locale, large_print, page}}));
        const file = join(pages, `${name}.html`);
        run("assess", given, "--format", "html", "-o", file);
        await browser.show(file);
        const count = await browser.pagesPrinted();
        // Names and addresses of the greatest length that is taken may need one page more: they are cut nowhere.
        const limit = limitOf(await browser.kind()) + (path.includes("longest_names") ? 1 : 0);
        if (count > limit) problems.push(`${name}: ${count} pages, at most ${limit}`);
        ++printed;
        if (page === "A4" || each !== "1") {
          for (const problem of await browser.problems()) problems.push(`${name}: ${problem}`);
        } else {
          rmSync(file);  // the same but for the paper
        }
      }
    }
  }
}
await browser.close();
problems.push(...nuProblems(pages));
rmSync(pages, {recursive: true});
for (const problem of problems) console.log(problem);
console.log(`${intakes.length} intakes, ${locales.length} languages, ${printed} sheets printed, ${problems.length} problems`);
process.exitCode = printed > 0 && problems.length === 0 ? 0 : 1;
