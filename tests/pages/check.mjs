// Checks every page of a folder. node check.mjs FOLDER
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {problemsOf} from "./page.mjs";

const folder = process.argv[2];
const pages = readdirSync(folder).filter((file) => file.endsWith(".html"));
let wrong = 0;
for (const file of pages) {
  const problems = await problemsOf(readFileSync(join(folder, file), "utf8"));
  for (const problem of problems) console.log(`${file}: ${problem}`);
  wrong += problems.length;
}
console.log(`${pages.length} pages, ${wrong} problems`);
process.exitCode = pages.length > 0 && wrong === 0 ? 0 : 1;
