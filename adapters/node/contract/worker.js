// One of the eight workers: goes through a part of the contract with an engine of its own.
import { Engine } from "unknot";

import { cases, checkRow } from "./contract.js";

const engine = new Engine();
for (let i = 0; i < cases.rows.length; i += 7) {
  await checkRow(cases.rows[i], (intake, at) => (i % 2 === 0 ? engine.assess(intake, at) : engine.assessAsync(intake, at)));
}
engine.close();
