// The rules by json-rules-engine, the page by Handlebars.
//
// The engine knows true and false only. What is surely true and what may be true are therefore two sets of rules; the
// second, where an atom that asks for what is not known holds, runs only if something is not known.
import { Engine } from 'json-rules-engine';
import { NO, UNKNOWN, YES } from './conditions.mjs';
import { makePageOf } from './handlebars.mjs';
import { makeAnswers } from './intake.mjs';
import { makeSheets } from './sheet.mjs';

const OPERATORS = {
  between: (number, [from, to]) => number >= from && number <= to,
  hasAtLeast: (values, { count, of }) => values.filter((value) => of.includes(value)).length >= count,
};

function makeRules(pack, conditions, prefix) {
  const typeOf = new Map(pack.questions.map((question) => [question.id, question.type]));
  const atom = ({ unsure, question, from, to, of, at_least: count }) => {
    if (unsure !== undefined) return { fact: 'unsure', operator: 'contains', value: unsure };
    const test = (operator, value) => ({ fact: question, operator: prefix + operator, value });
    switch (typeOf.get(question)) {
      case 'integer': return test('between', [from, to]);
      case 'yes_no': return test('in', of.map((value) => value === 'yes'));
      case 'one': return test('in', of);
      default: return test('hasAtLeast', { count, of });
    }
  };
  const rule = (condition) => {
    if (condition.all) return { all: condition.all.map(rule) };
    return condition.any ? { any: condition.any.map(rule) } : atom(condition);
  };
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [name, test] of Object.entries(OPERATORS)) engine.addOperator(name, test);
  engine.addOperatorDecorator('known', (value, wanted, next) => value !== undefined && next(value, wanted));
  engine.addOperatorDecorator('possibly', (value, wanted, next) => value === undefined || next(value, wanted));
  for (const node of conditions.roots) {
    const { condition } = conditions.nodes[node];
    const made = rule(condition);
    engine.addRule({
      conditions: made.all || made.any ? made : { all: [made] }, event: { type: 'holds', params: { node } },
    });
  }
  return engine;
}

export default function makePage(pack, css) {
  const { conditions, read, sheet } = makeSheets(pack);
  const answersOf = makeAnswers(pack);
  const certain = makeRules(pack, conditions, 'known:');
  const possible = makeRules(pack, conditions, 'possibly:');
  const pageOf = makePageOf(css);

  return async (json) => {
    const patient = read(json);
    const { f } = patient;
    const truth = new Uint8Array(conditions.nodes.length).fill(NO);
    const facts = { ...answersOf(f), unsure: pack.questions.filter((_, q) => f.unsure[q]).map(({ id }) => id) };
    const raise = ({ events }, to) => events.forEach(({ params: { node } }) => { truth[node] |= to; });
    if (f.known.includes(false)) raise(await possible.run(facts), UNKNOWN);
    raise(await certain.run(facts), YES);
    return pageOf(sheet(patient, truth));
  };
}
