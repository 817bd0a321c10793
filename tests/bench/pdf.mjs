// P1: the CPU of a PDF beside that of a warm Chromium, which prints the product's own page of the same patients.
// node pdf.mjs BENCH_PDF MODULE UNKNOT CHROMIUM INTAKE...
// Alternating rounds, all processes of each counted; prints the median of the rounds' ratios.
import {execFileSync, spawn} from "node:child_process";
import {readFileSync, readdirSync} from "node:fs";
import {createInterface} from "node:readline";
import {chromium} from "playwright-core";

const [bench, module, unknot, browserPath, ...intakes] = process.argv.slice(2);
const rounds = 9;
const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"]));

// Parent, and CPU seconds with those of children that have ended, of each process there is.
function processes() {
  const all = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      all.set(Number(id), {parent: Number(fields[1]), seconds: ticks / ticksPerSecond});
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

function cpuSecondsBelow(root) {
  const all = processes();
  const isBelow = (id) => all.has(id) && (all.get(id).parent === root || isBelow(all.get(id).parent));
  let seconds = 0;
  for (const [id, {seconds: own}] of all) if (isBelow(id)) seconds += own;
  return seconds;
}

const product = spawn(bench, [module, ...intakes], {stdio: ["pipe", "pipe", "inherit"]});
const answers = createInterface(product.stdout)[Symbol.asyncIterator]();
async function productSeconds() {
  product.stdin.write("\n");
  return Number((await answers.next()).value) / 1e9;
}

const pages = intakes.map((intake) => execFileSync(unknot, ["assess", intake, "--format", "html"], {encoding: "utf8"}));
const browser = await chromium.launch({executablePath: browserPath, args: ["--no-sandbox"]});
const page = await browser.newPage();
async function print() {
  for (const html of pages) {
    await page.setContent(html);
    await page.pdf({preferCSSPageSize: true, tagged: true});
  }
}
// The browser is the product's sibling below this process, and all else there is.
async function browserSeconds() {
  const others = () => cpuSecondsBelow(process.pid) - (processes().get(product.pid)?.seconds ?? 0);
  const before = others();
  await print();
  return others() - before;
}

for (let warming = 0; warming < 3; ++warming) {
  await productSeconds();
  await print();
}
const ratios = [];
const [ours, theirs] = [[], []];
for (let round = 0; round < rounds; ++round) {
  ours.push(await productSeconds());
  theirs.push(await browserSeconds());
  ratios.push(theirs.at(-1) / ours.at(-1));
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = (seconds) => ((median(seconds) / intakes.length) * 1000).toFixed(1);
console.error(`a PDF: ${milliseconds(ours)} ms of CPU, Chromium ${milliseconds(theirs)} ms`);
console.log(`P1 ${median(ratios).toFixed(1)}`);
await browser.close();
product.stdin.end();
