// Each check turns red on a page with its fault.
import assert from "node:assert/strict";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test, {after, before} from "node:test";
import {Browser, limitOf, nuProblems} from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "unknot-browser-"));
const file = join(folder, "page.html");
let browser;
before(async () => (browser = await Browser.open()));
after(async () => {
  await browser.close();
  rmSync(folder, {recursive: true});
});

const style = "body{font-size:18px}@media print{h1,h2{break-after:avoid}li{break-inside:avoid}}svg{width:40mm}";
const drawing = '<ul><li><figure><svg viewBox="0 0 240 180" role="img" aria-label="A line"><path d="M0 0h9"/></svg></figure></li></ul>';

function write(body, more = "") {
  writeFileSync(file, `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A page</title>\n` +
    `<style>${style}${more}</style>\n</head>\n<body><main class="handout"><h1>Title</h1>${drawing}${body}</main></body>\n</html>\n`);
}
async function problems(body, more) {
  write(body, more);
  await browser.show(file);
  return (await browser.problems()).join("\n");
}

test("a plain page is fine", async () => {
  assert.equal(await problems("<p>Words.</p>"), "");
  assert.deepEqual(nuProblems(folder), []);
});

for (const [fault, found, body, more] of [
  ["a grey that is too light", /color-contrast/, "<p style='color:#aaa'>Words.</p>"],
  ["a grey that is too light on paper", /print: color-contrast/, "<p class='a'>Words.</p>", "@media print{.a{color:#aaa}}"],
  ["a drawing without words", /svg-img-alt/, '<svg role="img"><path d="M0 0"/></svg>'],
  ["a heading that skips a level", /heading-order/, "<h4>Heading</h4>"],
  ["a page that is wider than a telephone", /telephone: wider/, "<p style='width:500px'>Words.</p>"],
  ["what takes the focus", /focus/, '<p tabindex="0">Words.</p>'],
  ["small type", /small type: Words/, "<p style='font-size:15px'>Words.</p>"],
  ["another order than one reads", /order of the page: Second/, "<h2 style='position:relative;top:200px'>First</h2><h2>Second</h2>"],
  ["a heading that may stand at a page's foot", /page's foot: Title/, "", "@media print{h1{break-after:auto!important}}"],
  ["a drawing that may be split", /may be split/, "", "@media print{li{break-inside:auto!important}}"],
  ["a drawing that is too small on paper", /narrower than 3 cm/, "", "@media print{svg{width:20mm!important}}"],
]) {
  test(`${fault} is found`, async () => assert.match(await problems(body, more), found));
}

test("the Nu checker finds what is not HTML", () => {
  write("<p><div>Words.</div></p><img src='a.png'>");
  assert.notEqual(nuProblems(folder).length, 0);
});

test("pages of paper are counted", async () => {
  write("<p>Words.</p>");
  await browser.show(file);
  assert.equal(await browser.pagesPrinted(), 1);
  write("<p style='break-before:page'>Words.</p><p style='break-before:page'>Words.</p>");
  await browser.show(file);
  assert.equal(await browser.pagesPrinted(), 3);
});

test("each kind has its limit", () => {
  assert.deepEqual(["get_care_now", "get_care_today large", "self_care", "self_care_with_visit large", "see_clinician_first"]
    .map((kind) => limitOf(`handout ${kind}`)), [1, 2, 3, 6, 2]);
});
