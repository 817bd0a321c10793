// A language that is written from right to left, made up from English: the page says so, and every word of it is the
// language's. The program to ask is $UNKNOT.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";
import {problemsOf, sidesIn} from "./page.mjs";

const content = new URL("../../content/lower-back/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, content), "utf8"));
const pack = read("pack.json");
const tag = "he-XB";

// Hebrew letters for Latin ones, placeholders as they are.
const letter = (latin) => String.fromCodePoint(0x5d0 + (latin.toLowerCase().codePointAt(0) - 97));
const mirrored = (text) => text.replace(/\{\w+\}|[A-Za-z]/g, (found) => (found.length > 1 ? found : letter(found)));
const notTexts = new Set(["part"]);
const mirror = (value) => {
  if (typeof value === "string") return mirrored(value);
  if (Array.isArray(value)) return value.map(mirror);
  if (value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, notTexts.has(name) ? inner : mirror(inner)]));
};
const texts = {...mirror(read("text/en-US.json")), locale: tag, direction: "rtl", page: "A4"};
const overlay = {
  pack: {id: pack.id, versions: [pack.version], review: {state: "none"}, languages: [tag]},
  text: {[tag]: texts},
};

// A document of the library with the made-up language.
function made(format, handout = {}, command = ["assess", "--format", format]) {
  const folder = mkdtempSync(join(tmpdir(), "unknot-rtl-"));
  try {
    const write = (name, json) => writeFileSync(join(folder, name), JSON.stringify(json));
    write("overlay.json", overlay);
    write("intake.json", {answers: {age: 40, pain_score: 3, desk_work: true}, handout});
    const arguments_ = [...command, "--overlay", join(folder, "overlay.json")];
    if (command[0] === "assess") arguments_.push(join(folder, "intake.json"));
    return execFileSync(process.env.UNKNOT, arguments_, {encoding: "utf8"});
  } finally {
    rmSync(folder, {recursive: true});
  }
}

const starts = (page) => page.match(/<html [^>]*>|<div class="handout [^>]*>/g).map((start) => start.replace(/class="[^"]*" /, ""));
const pages = {locale: tag};

test("the page and the sheet in it run from right to left", () => {
  assert.deepEqual(starts(made("html", pages)), [`<html lang="${tag}" dir="rtl">`, `<div lang="${tag}" dir="rtl">`]);
  assert.deepEqual(starts(made("html")), ['<html lang="en-US" dir="ltr">', '<div lang="en-US" dir="ltr">']);
});

test("in the clinic's copy the sheet runs as its own language does", () => {
  const inEnglish = made("clinic", {...pages, clinic: {locale: "en-US"}});
  assert.deepEqual(starts(inEnglish), ['<html lang="en-US" dir="ltr">', `<div lang="${tag}" dir="rtl">`]);
  const inHebrew = made("clinic", {locale: "en-US", clinic: {locale: tag}});
  assert.deepEqual(starts(inHebrew), [`<html lang="${tag}" dir="rtl">`, '<div lang="en-US" dir="ltr">']);
});

test("the data of the sheet and the questions say the direction", () => {
  assert.equal(JSON.parse(made("handout", pages)).direction, "rtl");
  assert.equal(JSON.parse(made("", {}, ["questions", "--locale", tag])).direction, "rtl");
});

test("every word on the sheet is the language's, but for the foot's sources and offers of other languages", () => {
  const words = made("html", pages)
    .replace(/^[^]*<body>/, "")
    .replace(/<section class="foot">[^]*?<\/section>/, "")
    .replace(/<[^>]*>|&\w+;/g, " ");
  assert.match(words, /[\u05d0-\u05ea]/);
  assert.deepEqual(words.match(/[^\W\d_]+/g), null);
});

test("the pages are as sound as any", async () => {
  assert.deepEqual(await problemsOf(made("html", pages)), []);
  assert.deepEqual(await problemsOf(made("clinic", {...pages, clinic: {locale: "en-US"}})), []);
});

test("the style sheet names no side of the page, but its start and its end", () => {
  assert.deepEqual(sidesIn(readFileSync(new URL("../../src/render/handout.css", import.meta.url), "utf8")), []);
});
