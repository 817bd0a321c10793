// The rules in CQL by cql-execution, whose logic is three-valued too; the page by Handlebars.
import cql from 'cql-execution';
import { NO, UNKNOWN, YES } from './conditions.mjs';
import { elmOf, nameOf } from './elm.mjs';
import { makePageOf } from './handlebars.mjs';
import { makeAnswers } from './intake.mjs';
import { makeSheets } from './sheet.mjs';

const truthOf = (value) => (value === null ? UNKNOWN : value ? YES : NO);

export default function makePage(pack, css) {
  const { conditions, read, sheet } = makeSheets(pack);
  const answersOf = makeAnswers(pack);
  const library = new cql.Library(elmOf(pack, conditions));
  const codes = new cql.CodeService({});
  const nobody = new cql.PatientSource([]);  // the answers are a parameter
  const pageOf = makePageOf(css);

  return async (json) => {
    const patient = read(json);
    const { f } = patient;
    const unsure = pack.questions.filter((_, q) => f.unsure[q]).map(({ id }) => id);
    const executor = new cql.Executor(library, codes, { Answers: answersOf(f), Unsure: unsure });
    const { unfilteredResults } = await executor.exec(nobody);
    const truth = new Uint8Array(conditions.nodes.length);
    for (const node of conditions.roots) truth[node] = truthOf(unfilteredResults[nameOf(node)]);
    return pageOf(sheet(patient, truth));
  };
}
