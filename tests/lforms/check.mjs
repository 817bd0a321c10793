// node check.mjs UNKNOT: the Questionnaire in each language of the pack is what FHIR says one is.
import {problemsOf} from "./questionnaire.mjs";
import {packOf, questionnaireIn} from "./unknot.mjs";

const [unknot] = process.argv.slice(2);
const languages = Object.keys(packOf(unknot).text);
let count = 0;
for (const language of languages) {
  for (const problem of problemsOf(questionnaireIn(unknot, language), languages)) {
    console.error(`${language}: ${problem}`);
    ++count;
  }
}
console.log(`${languages.length} languages, ${count} problems`);
process.exit(count === 0 ? 0 : 1);
