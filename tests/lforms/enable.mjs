// Whether an item of a Questionnaire is enabled: R4's enableWhen, and SDC's enableWhenExpression.
import {itemsOf} from "./items.mjs";
import {evaluate, extensionOf, SDC} from "./questionnaire.mjs";

const answersTo = (response, linkId) =>
  itemsOf(response).filter((item) => item.linkId === linkId).flatMap((item) => item.answer ?? []);

// "exists": whether there is an answer, with or without a value. "=": at least one answer has the value.
function holds({question, operator, answerBoolean, answerCoding}, response) {
  const answers = answersTo(response, question);
  if (operator === "exists") return (answers.length > 0) === answerBoolean;
  if (operator !== "=") throw new Error(`enableWhen with ${operator} is not known here`);
  return answers.some(({valueCoding}) => valueCoding?.system === answerCoding.system && valueCoding.code === answerCoding.code);
}

export function isEnabled(item, response) {
  const expression = extensionOf(item, `${SDC}enableWhenExpression`);
  if (expression) return evaluate(response, expression.valueExpression.expression, {resource: response})[0] === true;
  if (!item.enableWhen) return true;
  const each = item.enableWhen.map((criterion) => holds(criterion, response));
  return item.enableBehavior === "any" ? each.includes(true) : !each.includes(false);
}
