// node check.mjs UNKNOT: the Questionnaire in each language of the pack is what FHIR says one is, and hides nothing that
// the engine would ask.
import {hiddenThoughAsked} from "./applies.mjs";
import {problemsOf} from "./questionnaire.mjs";
import {packOf, questionnaireIn} from "./unknot.mjs";

const [unknot] = process.argv.slice(2);
const languages = Object.keys(packOf(unknot).text);
const inEach = languages.map((language) => questionnaireIn(unknot, language));
const {problems, tried} = hiddenThoughAsked(unknot, inEach[0]);
for (const questionnaire of inEach) {
  problems.push(...problemsOf(questionnaire, languages).map((problem) => `${questionnaire.language}: ${problem}`));
}
for (const line of tried) console.log(line);
for (const problem of problems) console.error(problem);
console.log(`${languages.length} languages, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
