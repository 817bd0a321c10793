// Each check turns red on a page with its fault.
import assert from "node:assert/strict";
import test from "node:test";
import {problemsOf, sidesIn} from "./page.mjs";

const page = (body, style = "") =>
  `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A page</title>\n` +
  `<style>${style}</style>\n</head>\n<body>\n<main>${body}</main>\n</body>\n</html>\n`;

test("a plain page, and a patient's words that look like markup, are fine", async () => {
  assert.deepEqual(await problemsOf(page("<h1>Title</h1><p>&lt;script src=&quot;http://x&quot; onclick=1&gt; &amp; more</p>")), []);
});

for (const [fault, body, style] of [
  ["an element that is not closed", "<p><b>bold</p>"],
  ["an element where it may not stand", "<ul><p>text</p></ul>"],
  ["a second main part", "</main><main>"],
  ["an attribute twice", '<p class="a" class="b">text</p>'],
  ["a script", "<script>1</script>"],
  ["an event handler", '<p onclick="x()">text</p>'],
  ["a picture from elsewhere", '<img alt="" src="picture.png">'],
  ["an address", '<a href="https://example.org">text</a>'],
  ["a style sheet's import", "<p>text</p>", "@import 'x.css'"],
  ["a style sheet's address", "<p>text</p>", "p{background:url(x.png)}"],
  ["a form", '<form action="x"></form>'],
]) {
  test(`${fault} is found`, async () => {
    assert.notEqual((await problemsOf(page(body, style))).length, 0);
  });
}

test("a style for one side of the page is found", () => {
  const sided = ["padding-left:1em", "border-right:0", "text-align:left", "float:right", "margin:0 0 0 1em", "left:0"];
  for (const declaration of sided) assert.deepEqual(sidesIn(`p{color:red;${declaration}}`), [declaration]);
  const fine = "p{margin:0 1em;padding:0 1em 2em 1em;text-align:start;padding-inline-start:1em;border-width:0}";
  assert.deepEqual(sidesIn(fine), []);
});
