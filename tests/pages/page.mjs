// What is wrong with a page: invalid or inaccessible HTML by html-validate, and anything that runs or is fetched.
import {HtmlValidate} from "html-validate";

const validator = new HtmlValidate({root: true, extends: ["html-validate:standard", "html-validate:a11y"]});

const runsOrFetches = [
  ["a script", /<script/i],
  ["a link", /<link/i],
  ["a source", /\ssrc(set)?\s*=/i],
  ["an event handler", /\son\w+\s*=/i],
  ["an address", /\b(https?|ftp|file|data|javascript):/i],
  ["a style's address", /url\s*\(/i],
  ["a style's import", /@import/i],
  ["a frame, object, form or order to the browser", /<(iframe|frame|object|embed|base|form|meta[^>]*http-equiv)\b/i],
];

// The page's tags and styles. A patient's words, which are escaped, may say anything.
const markupOf = (page) => page.match(/<style>[^]*?<\/style>|<[^>]*>/gi).join("\n");

export async function problemsOf(page) {
  const report = await validator.validateString(page);
  const messages = report.results.flatMap((result) => result.messages);
  const problems = messages.map(({line, column, ruleId, message}) => `${line}:${column} ${message} (${ruleId})`);
  const markup = markupOf(page);
  for (const [what, pattern] of runsOrFetches) {
    const found = pattern.exec(markup);
    if (found) problems.push(`${what}: ${markup.slice(found.index, found.index + 60)}`);
  }
  return problems;
}

// Declarations that hold for one side of the page whichever way its language is written.
export function sidesIn(css) {
  const declarations = css.match(/[a-z-]+:[^;{}]+(?=[;}])/g) ?? [];
  return declarations.filter((declaration) => {
    const [name, value] = declaration.split(/:(.*)/s);
    if (/(^|-)(left|right)(-|$)/.test(name)) return true;
    if (/^(text-align|float|clear)$/.test(name)) return /left|right/.test(value);
    const sides = value.trim().split(/\s+/);
    return /^(margin|padding|inset|border-(width|style|color))$/.test(name) && sides.length === 4 && sides[1] !== sides[3];
  });
}
