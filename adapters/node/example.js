// Shows the referral flags of one patient and writes the patient's sheet.
import { writeFileSync } from "node:fs";
import { Engine, IntakeError } from "unknot";

const engine = new Engine(); // one for the whole process
try {
  const result = engine.assess({ answers: { age: 46, pain_score: 4, saddle_numbness: "unsure" } });
  console.log("tier:", result.tier);
  if (!result.complete) console.log("could still be:", result.possibleTier, "- a person must finish the screen");
  for (const flag of result.flags) {
    if (flag.status !== "clear") console.log(`${flag.title} (${flag.status}): ${flag.reason}`);
  }
  writeFileSync("handout.html", result.html());
  result.close();
} catch (error) {
  if (!(error instanceof IntakeError)) throw error;
  console.error("refused:", error.message);
  process.exitCode = 2;
} finally {
  engine.close();
}
