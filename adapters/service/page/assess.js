// --- elements

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean" && !name.startsWith("aria-")) made.toggleAttribute(name, value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function button(text, onPress, attributes = {}) {
  return element("button", {type: "button", onclick: onPress, ...attributes}, text);
}

// --- the service

class Trouble extends Error {}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {...options, signal: AbortSignal.timeout(20000)});
    if (response.ok) return await response.json();
  } catch {
    throw new Trouble(say("unreachable"));
  }
  const problem = await response.json().catch(() => ({}));
  throw new Trouble(say("refused", {code: [response.status, problem.code].filter(Boolean).join(" ")}));
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function assess(...documents) {
  const handout = {locale: visit.locale, date: today(), large_print: visit.largePrint};
  if (visit.name !== "") handout.patient_name = visit.name;
  const body = JSON.stringify({answers: visit.answers, handout});
  const headers = {"Content-Type": "application/json"};
  return ask(`v1/assess?documents=${documents}`, {method: "POST", headers, body});
}

function takeIn(documents) {
  visit.record = JSON.parse(documents.json);
  const why = JSON.parse(documents.handout).sections.find((section) => section.id === "why");
  visit.reasons = (why?.blocks ?? []).flatMap((block) => block.items ?? []);
  const raised = new Set(emergencyRules());
  for (const rule of visit.acknowledged) if (!raised.has(rule)) visit.acknowledged.delete(rule);
}

// Asks what the answers mean as they are now. False if that is not known, or if an emergency has stopped the questions.
async function refresh() {
  const asked = visit.changes;
  try {
    const documents = await assess("json", "handout");
    if (asked !== visit.changes) return false;
    takeIn(documents);
    visit.assessed = asked;
  } catch (trouble) {
    if (asked === visit.changes) showTrouble(trouble, refresh);
    return false;
  }
  if (noticeElement.dataset.kind === "trouble") clearNotice();
  if (hasNewEmergency()) {
    show("emergency");
    return false;
  }
  if (visit.screen === "part") updatePart();
  return true;
}

const isUpToDate = async () => visit.assessed === visit.changes || (await refresh());

function emergencyRules() {
  const rules = visit.record.flags.flatMap((flag) => flag.rules);
  return rules.filter((rule) => rule.status === "raised" && rule.tier === "emergency").map((rule) => rule.id);
}

const hasNewEmergency = () => emergencyRules().some((rule) => !visit.acknowledged.has(rule));
const isEmergency = () => visit.record?.tier === "emergency";
