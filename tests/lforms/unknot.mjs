// The command line, as these tests ask it.
import {execFileSync} from "node:child_process";

const run = (unknot, words, input) =>
  execFileSync(unknot, words, {encoding: "utf8", input, maxBuffer: 1 << 30, stdio: ["pipe", "pipe", "inherit"]});

export const packOf = (unknot) => JSON.parse(run(unknot, ["pack", "show", "--format", "json"]));
export const questionnaireIn = (unknot, locale) => JSON.parse(run(unknot, ["questions", "--format", "fhir", "--locale", locale]));
export const assessAll = (unknot, intakes) =>
  run(unknot, ["batch", "-", "--jobs", "2"], intakes.map((intake) => JSON.stringify(intake)).join("\n") + "\n")
    .trimEnd().split("\n").map((line) => JSON.parse(line));
