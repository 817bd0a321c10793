// Compiled by tsc, never run: what the types allow, and what they must not.
import { Engine, type Flag, HTML, IntakeError, type Tier, connect } from "../index.js";

const engine = new Engine({ overlay: "/etc/clinic/overlay.json", minPackVersion: "0.9.0" });
const result = engine.assess({ answers: { age: 46, things_at_home: ["ball"], fever: "unsure", weight_loss: null } }, new Date());
const tier: Tier = result.tier;
const raised: Flag[] = result.flags.filter((flag) => flag.status === "raised");
const page: string = result.html() + result.document(HTML).toString("utf8");
export const seen: [Tier, Flag[], string] = [tier, raised, page];

export async function either(isRemote: boolean): Promise<string> {
  const chosen = isRemote ? connect("https://localhost:8443", { token: "t", documents: [HTML] }) : engine;
  try {
    const made = await chosen.assessAsync('{"answers": {}}', 1795357800);
    return (await made.html()) + String((await chosen.info)["schema"]);
  } catch (error) {
    if (error instanceof IntakeError) return error.code + error.pointer;
    throw error;
  } finally {
    chosen.close();
  }
}

// @ts-expect-error: no answers
engine.assess({ request: { id: "r" } });
// @ts-expect-error: a number is no intake
engine.assess(46);
// @ts-expect-error: a text is no time
engine.assess({ answers: {} }, "2026-11-22");
// @ts-expect-error: there is no such tier
export const wrong: boolean = tier === "urgent";
// @ts-expect-error: a result is read, not written
result.tier = "self_care";
// @ts-expect-error: there is no such option
new Engine({ packs: "x" });
