// The intake, filled in on a tablet. Which question applies, what an answer means and what is urgent is said by the
// service: this page asks it after every answer and decides nothing of it. It keeps all in memory, nothing elsewhere.

// Every word that the page says by itself. All else comes from the content pack.
const words = {
  en: {
    pageTitle: "Back pain questions",
    language: "Language",
    welcome: "Tell us about your back",
    welcomeLead: "Your answers tell the clinic how soon you need care, and what may help you at home.",
    welcomePoints: [
      "You can go back and change an answer at any time.",
      "“Not sure” is a good answer. It never counts as a no.",
      "You may leave out a question. The staff will ask you about it.",
      "This page keeps nothing: when it is closed, your answers are gone.",
    ],
    welcomeIll: "Do you feel very ill right now? Tell the staff first.",
    notReviewed: "For trying out only: no clinician has reviewed these questions yet.",
    start: "Start",
    part: "Part {number} of {total}",
    back: "Back",
    next: "Next",
    finish: "Finish",
    notSure: "Not sure",
    noneOfThese: "None of these",
    range: "{first} to {last}",
    expectNumber: "Please type a whole number from {first} to {last}.",
    clear: "Clear this answer",
    noAnswer: "No answer yet",
    oneUnanswered: "1 question has no answer.",
    someUnanswered: "{count} questions have no answer.",
    unansweredIsFine: "You can go on. The staff will ask you.",
    showFirst: "Show me",
    goOn: "Go on without",
    emergency: "Tell the staff now",
    emergencyLead: "Show them this screen. You may need care at once, so the questions stop here.",
    emergencyWhy: "Why",
    emergencyNumber: "If nobody is there, call {number}.",
    emergencyBanner: "Tell the staff now, if you have not done so yet.",
    staff: "For the staff",
    staffConfirm: "I am staff, and I am with this patient",
    staffContinue: "Go on with the questions",
    staffResult: "See the result",
    done: "Thank you",
    doneLead: "Please give this tablet back to the staff. Stay until they have seen your answers.",
    doneCounts: "{answered} of {total} questions answered, {unsure} not sure, {unanswered} without an answer.",
    doneRest: "Answer what is left",
    clinic: "The clinic’s view",
    sheet: "The patient’s sheet",
    largePrint: "Large print",
    print: "Print the sheet",
    questions: "Back to the questions",
    nextPatient: "Next patient",
    nextPatientSure: "Press again to clear all answers",
    loading: "One moment …",
    unreachable: "The clinic’s computer cannot be reached.",
    refused: "The clinic’s computer could not answer ({code}).",
    kept: "Your answers are still here. If it stays like this, tell the staff.",
    tryAgain: "Try again",
  },
  es: {
    pageTitle: "Preguntas sobre el dolor de espalda",
    language: "Idioma",
    welcome: "Cuéntenos de su espalda",
    welcomeLead: "Sus respuestas le dicen a la clínica qué tan pronto necesita atención y qué puede ayudarle en casa.",
    welcomePoints: [
      "Puede volver atrás y cambiar una respuesta cuando quiera.",
      "“No sé” es una buena respuesta. Nunca cuenta como un no.",
      "Puede dejar una pregunta sin responder. El personal se la hará.",
      "Esta página no guarda nada: al cerrarla, sus respuestas se borran.",
    ],
    welcomeIll: "¿Se siente muy mal ahora mismo? Avise primero al personal.",
    notReviewed: "Solo para probar: ningún profesional de la salud ha revisado todavía estas preguntas.",
    start: "Empezar",
    part: "Parte {number} de {total}",
    back: "Atrás",
    next: "Siguiente",
    finish: "Terminar",
    notSure: "No sé",
    noneOfThese: "Nada de esto",
    range: "de {first} a {last}",
    expectNumber: "Escriba un número entero de {first} a {last}.",
    clear: "Borrar esta respuesta",
    noAnswer: "Sin respuesta todavía",
    oneUnanswered: "1 pregunta no tiene respuesta.",
    someUnanswered: "{count} preguntas no tienen respuesta.",
    unansweredIsFine: "Puede seguir. El personal se las hará.",
    showFirst: "Mostrar",
    goOn: "Seguir así",
    emergency: "Avise al personal ahora",
    emergencyLead: "Muéstreles esta pantalla. Puede que necesite atención de inmediato; por eso las preguntas paran aquí.",
    emergencyWhy: "Por qué",
    emergencyNumber: "Si no hay nadie, llame al {number}.",
    emergencyBanner: "Avise al personal ahora, si todavía no lo ha hecho.",
    staff: "Para el personal",
    staffConfirm: "Soy del personal y estoy con este paciente",
    staffContinue: "Seguir con las preguntas",
    staffResult: "Ver el resultado",
    done: "Gracias",
    doneLead: "Devuelva esta tableta al personal. No se vaya hasta que hayan visto sus respuestas.",
    doneCounts: "{answered} de {total} preguntas respondidas, {unsure} con “No sé”, {unanswered} sin respuesta.",
    doneRest: "Responder lo que falta",
    clinic: "Para la clínica",
    sheet: "La hoja del paciente",
    largePrint: "Letra grande",
    print: "Imprimir la hoja",
    questions: "Volver a las preguntas",
    nextPatient: "Siguiente paciente",
    nextPatientSure: "Pulse otra vez para borrar todo",
    loading: "Un momento…",
    unreachable: "No hay conexión con la computadora de la clínica.",
    refused: "La computadora de la clínica no pudo responder ({code}).",
    kept: "Sus respuestas siguen aquí. Si esto no cambia, avise al personal.",
    tryAgain: "Intentar otra vez",
  },
};

// What is known of this patient. It is gone when the page is.
const visit = {
  screen: "loading",
  locale: "",
  form: null, // the questions in that language
  answers: {}, // by question id; what is not answered is not in it
  changes: 0, // counts the answers given
  assessed: -1, // the change that `record` knows of
  record: null,
  reasons: [], // why the patient should be seen, in the patient's words
  acknowledged: new Set(), // rules of emergencies after which the staff went on
  group: "",
  warned: new Set(), // questions whose missing answer the patient was told of
  opened: new Set(), // groups that are shown whole, also what waits for an answer above it
  largePrint: false,
  documents: null, // for the staff, at the end
};
let info = null;
let isLeaving = false;

const screenElement = document.getElementById("screen");
const noticeElement = document.getElementById("notice");
const actionsElement = document.getElementById("actions");
const languagesElement = document.getElementById("languages");

// --- words

function languageOf(locale) {
  return locale.split("-")[0];
}

function textIn(locale, name, values = {}) {
  const text = (words[languageOf(locale)] ?? words.en)[name];
  return Object.entries(values).reduce((filled, [place, value]) => filled.replace(`{${place}}`, value), text);
}

const say = (name, values) => textIn(visit.locale, name, values);

// What only the staff read is in the clinic's language, whatever the patient reads.
const clinicLocale = () => info.locales[0];
const sayToStaff = (name) => textIn(clinicLocale(), name);

function languageName(locale) {
  const isOnlyOne = info.locales.filter((other) => languageOf(other) === languageOf(locale)).length === 1;
  const names = new Intl.DisplayNames([locale], {type: "language", languageDisplay: "standard"});
  const name = names.of(isOnlyOne ? languageOf(locale) : locale);
  return name[0].toLocaleUpperCase(locale) + name.slice(1);
}

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

// --- the questions

const isAnswered = (question) => question.id in visit.answers;
const applies = (question) => !visit.record.does_not_apply.includes(question.id);
const questionsOf = (group) => visit.form.questions.filter((question) => question.group === group);
const groups = () => visit.form.groups.filter((group) => questionsOf(group.id).some(applies));

// A question that may not apply waits until those above it are answered: then it does not come and go under the
// patient's finger.
function isShown(question) {
  if (!applies(question)) return false;
  if (question.always_asked || isAnswered(question) || visit.opened.has(question.group)) return true;
  const all = questionsOf(question.group);
  return all.slice(0, all.indexOf(question)).filter(applies).every(isAnswered);
}

function setAnswer(question, answer) {
  if (answer === undefined) delete visit.answers[question.id];
  else visit.answers[question.id] = answer;
  ++visit.changes;
  sync(question);
  refresh();
}

const fieldsetOf = (question) => document.getElementById(`question-${question.id}`);

const isUnsure = (question) => visit.answers[question.id] === "unsure";
const isScale = (question) => question.type === "integer" && question.maximum - question.minimum <= 10;

function numbersOf(question) {
  const count = question.maximum - question.minimum + 1;
  return Array.from({length: count}, (_, index) => question.minimum + index).map((value) => ({value, text: String(value)}));
}

// An option's state is read from the answer, never the other way round.
function choice(question, type, text, isChosen, onChoose, attributes = {}) {
  const input = element("input", {type, name: question.id, autocomplete: "off", ...attributes});
  input.addEventListener("change", () => onChoose(input.checked));
  input.sync = () => {
    input.checked = isChosen();
  };
  return element("label", {class: "choice"}, input, element("span", {}, text));
}

const unsureChoice = (question, type) =>
  choice(question, type, say("notSure"), () => isUnsure(question), (checked) =>
    setAnswer(question, checked ? "unsure" : undefined));

function singleChoices(question) {
  const options = (question.values ?? numbersOf(question)).map(({value, text}) =>
    choice(question, "radio", text, () => visit.answers[question.id] === value, () => setAnswer(question, value)));
  const isShort = question.type !== "one";
  const layout = isScale(question) ? "choices scale" : isShort ? "choices short" : "choices";
  return element("div", {class: layout}, ...options, unsureChoice(question, "radio"));
}

function manyChoices(question) {
  const chosen = () => (Array.isArray(visit.answers[question.id]) ? visit.answers[question.id] : []);
  const choose = (value, checked) => {
    const list = question.values.map((option) => option.value).filter((other) =>
      other === value ? checked : chosen().includes(other));
    // To take the last one away is not to say that none fits.
    setAnswer(question, list.length > 0 ? list : undefined);
  };
  const options = question.values.map(({value, text}) =>
    choice(question, "checkbox", text, () => chosen().includes(value), (checked) => choose(value, checked)));
  const none = choice(question, "checkbox", say("noneOfThese"), () => isAnswered(question) && !isUnsure(question) &&
    chosen().length === 0, (checked) => setAnswer(question, checked ? [] : undefined));
  none.classList.add("none");
  return element("div", {class: "choices"}, ...options, none, unsureChoice(question, "checkbox"));
}

function numberChoice(question) {
  const bounds = {first: question.minimum, last: question.maximum};
  const unitId = `unit-${question.id}`;
  const error = element("p", {id: `error-${question.id}`, class: "error", role: "alert", hidden: true},
    say("expectNumber", bounds));
  const input = element("input", {type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 6, class: "number",
    "aria-labelledby": `legend-${question.id}`, "aria-describedby": `${unitId} ${error.id}`});
  const showError = (isWrong) => {
    error.hidden = !isWrong;
    input.setAttribute("aria-invalid", isWrong);
  };
  const read = () => {
    const text = input.value.trim();
    const number = /^[0-9]+$/.test(text) ? Number(text) : NaN;
    const isGood = number >= question.minimum && number <= question.maximum;
    showError(text !== "" && !isGood);
    if (text === "" && isUnsure(question)) return;
    const answer = isGood ? number : undefined;
    if (answer !== visit.answers[question.id]) setAnswer(question, answer);
  };
  input.addEventListener("change", read);
  input.sync = () => {
    if (input === document.activeElement) return; // it is being typed
    const answer = visit.answers[question.id];
    if (typeof answer === "number") input.value = answer;
    // What cannot be read as a number stays, to be put right.
    else if (isUnsure(question) || error.hidden) input.value = "";
    if (isAnswered(question)) showError(false);
  };
  const unit = [say("range", bounds), question.unit].filter(Boolean).join(" ");
  return element("div", {class: "choices"},
    element("div", {class: "number_line"}, input, element("span", {id: unitId}, unit)), error,
    unsureChoice(question, "checkbox"));
}

function choicesOf(question) {
  if (question.type === "many") return manyChoices(question);
  if (question.type === "integer" && !isScale(question)) return numberChoice(question);
  return singleChoices(question);
}

function clearAnswer(question) {
  const fieldset = fieldsetOf(question);
  setAnswer(question, undefined);
  fieldset.querySelector("input").focus();
}

function questionFieldset(question) {
  const helpId = `help-${question.id}`;
  return element("fieldset", {id: `question-${question.id}`, "aria-describedby": question.help ? helpId : null},
    element("legend", {id: `legend-${question.id}`}, question.text),
    question.help ? element("p", {id: helpId, class: "help"}, question.help) : null,
    element("p", {class: "missing", hidden: true}, say("noAnswer")),
    choicesOf(question),
    button(say("clear"), () => clearAnswer(question), {class: "clear", hidden: true}));
}

// Makes the page show the answer that is kept.
function sync(question) {
  const fieldset = fieldsetOf(question);
  if (fieldset === null) return;
  for (const input of fieldset.querySelectorAll("input")) input.sync();
  fieldset.querySelector(".clear").hidden = !isAnswered(question);
  fieldset.querySelector(".missing").hidden = isAnswered(question) || !visit.warned.has(question.id);
}

function updatePart() {
  for (const question of questionsOf(visit.group)) {
    fieldsetOf(question).hidden = !isShown(question);
    sync(question);
  }
  updateProgress();
  if (noticeElement.dataset.kind === "unanswered" && missingInPart().length === 0) clearNotice();
  const isWarned = noticeElement.dataset.kind === "unanswered";
  actionsElement.querySelector(".main").textContent = say(isWarned ? "goOn" : isLastPart() ? "finish" : "next");
}

const isLastPart = () => groups().at(-1).id === visit.group;

function updateProgress() {
  const all = groups();
  const number = all.findIndex((group) => group.id === visit.group) + 1;
  document.getElementById("position").textContent = say("part", {number, total: all.length});
  const bar = document.getElementById("progress");
  bar.max = all.length;
  bar.value = number;
}

// --- going from screen to screen

// Typing that is not yet read is read before the page goes on.
function settleTyping() {
  const active = document.activeElement;
  if (active?.matches(".number")) active.dispatchEvent(new Event("change"));
}

async function goNext() {
  settleTyping();
  const wrong = screenElement.querySelector("[aria-invalid=true]");
  if (wrong) return wrong.focus();
  if (!(await isUpToDate())) return;
  visit.opened.add(visit.group);
  updatePart();
  const missing = missingInPart();
  if (missing.some((question) => !visit.warned.has(question.id))) return warnOf(missing);
  const all = groups();
  const at = all.findIndex((group) => group.id === visit.group);
  if (at + 1 < all.length) return showPart(all[at + 1].id);
  show(isEmergency() ? "emergency" : "done");
}

const missingInPart = () => questionsOf(visit.group).filter((question) => applies(question) && !isAnswered(question));

// A question that is left out stays unanswered, but nobody leaves one out without seeing it.
function warnOf(missing) {
  for (const question of missing) visit.warned.add(question.id);
  const count = missing.length === 1 ? say("oneUnanswered") : say("someUnanswered", {count: missing.length});
  const text = element("p", {}, element("strong", {}, count), " ", say("unansweredIsFine"));
  showNotice("unanswered", text, button(say("showFirst"), showFirstMissing));
  updatePart();
}

function showFirstMissing() {
  const fieldset = fieldsetOf(missingInPart()[0]);
  fieldset.scrollIntoView({block: "start"});
  fieldset.querySelector("input").focus({preventScroll: true});
}

function goBack() {
  settleTyping();
  const all = groups();
  const at = all.findIndex((group) => group.id === visit.group);
  if (visit.screen !== "part") showPart(visit.group || all[0].id);
  else if (at > 0) showPart(all[at - 1].id);
  else show("welcome");
}

function showPart(group) {
  visit.group = group;
  show("part");
}

function showNotice(kind, ...content) {
  noticeElement.dataset.kind = kind;
  noticeElement.replaceChildren(...content);
}

function clearNotice() {
  delete noticeElement.dataset.kind;
  noticeElement.replaceChildren();
}

function showTrouble(trouble, again) {
  if (!(trouble instanceof Trouble)) throw trouble;
  const text = element("p", {}, element("strong", {}, trouble.message), " ", say("kept"));
  showNotice("trouble", text, button(say("tryAgain"), again));
}

// --- screens: each gives what stands in the middle and what can be done

function heading(text, attributes = {}) {
  return element("h1", {tabindex: "-1", ...attributes}, text);
}

function welcomeScreen() {
  const isReviewed = info.pack.review.state === "reviewed";
  return {
    content: [
      heading(say("welcome")),
      element("p", {class: "lead"}, say("welcomeLead")),
      element("p", {class: "ill"}, say("welcomeIll")),
      element("ul", {class: "points"}, ...say("welcomePoints").map((point) => element("li", {}, point))),
      isReviewed ? null : element("p", {class: "not_reviewed"}, say("notReviewed")),
    ],
    actions: [button(say("start"), start, {class: "main"})],
  };
}

async function start() {
  if (!(await isUpToDate())) return;
  // The browser's own "back" is taken as this page's.
  history.pushState(null, "");
  showPart(visit.group || groups()[0].id);
}

function partScreen() {
  const group = visit.form.groups.find((one) => one.id === visit.group);
  return {
    content: [
      isEmergency() ? element("p", {class: "banner"}, say("emergencyBanner")) : null,
      element("p", {id: "position", class: "position"}),
      element("progress", {id: "progress", "aria-labelledby": "position"}),
      heading(group.title),
      ...questionsOf(group.id).map(questionFieldset),
    ],
    actions: [button(say("back"), goBack), button("", goNext, {class: "main"})],
    after: updatePart,
  };
}

// What the staff do takes two steps, so that no stray finger does it.
function staffGate(...buttons) {
  const actions = element("div", {class: "gate_actions", hidden: true}, ...buttons);
  const check = element("input", {type: "checkbox", autocomplete: "off"});
  check.addEventListener("change", () => {
    actions.hidden = !check.checked;
  });
  const label = element("label", {class: "choice"}, check, element("span", {}, sayToStaff("staffConfirm")));
  return element("section", {class: "gate", lang: clinicLocale(), "aria-labelledby": "gate"},
    element("h2", {id: "gate"}, sayToStaff("staff")), label, actions);
}

function emergencyScreen() {
  const goOn = () => {
    for (const rule of emergencyRules()) visit.acknowledged.add(rule);
    showPart(visit.group);
  };
  const dialog = element("div", {role: "alertdialog", "aria-modal": "true", "aria-labelledby": "alarm",
    "aria-describedby": "alarm_lead alarm_number alarm_why", tabindex: "-1"},
    heading(say("emergency"), {id: "alarm"}),
    element("p", {id: "alarm_lead", class: "lead"}, say("emergencyLead")),
    element("p", {id: "alarm_number", class: "call"}, say("emergencyNumber", {number: visit.form.emergency_number})),
    element("div", {id: "alarm_why"},
      element("h2", {}, say("emergencyWhy")),
      element("ul", {}, ...visit.reasons.map((reason) => element("li", {}, reason)))),
    staffGate(button(sayToStaff("staffContinue"), goOn), button(sayToStaff("staffResult"), showResult)));
  return {content: [dialog], actions: [], focus: dialog};
}

function counts() {
  const asked = visit.form.questions.filter(applies);
  const answered = asked.filter(isAnswered).length;
  const unsure = asked.filter(isUnsure).length;
  return {total: asked.length, answered: answered - unsure, unsure, unanswered: asked.length - answered};
}

function doneScreen() {
  const left = visit.form.questions.find((question) => applies(question) && !isAnswered(question));
  return {
    content: [
      heading(say("done")),
      element("p", {class: "lead"}, say("doneLead")),
      element("p", {}, say("doneCounts", counts())),
      left ? element("p", {}, button(say("doneRest"), () => showPart(left.group))) : null,
      staffGate(button(sayToStaff("staffResult"), showResult, {class: "main"})),
    ],
    actions: [button(say("back"), goBack)],
  };
}

async function showResult() {
  try {
    visit.documents = await assess("json", "handout", "clinic", "html");
    takeIn(visit.documents);
    show(visit.screen === "sheet" ? "sheet" : "clinic");
  } catch (trouble) {
    showTrouble(trouble, showResult);
  }
}

// A document of the service, as a page within the page. This page lets no inline style in, so the document's own is cut
// out of it and handed over as an object.
function paper(html, title, locale) {
  const styles = [];
  const srcdoc = html.replace(/<style>([^]*?)<\/style>/g, (_, style) => (styles.push(style), ""));
  const frame = element("iframe", {title, lang: locale, class: "paper", sandbox: "allow-same-origin allow-modals", srcdoc});
  frame.addEventListener("load", () => {
    const {contentDocument: page, contentWindow: view} = frame;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(styles.join("\n"));
    page.adoptedStyleSheets = [sheet];
    const fit = () => {
      frame.style.height = `${page.documentElement.offsetHeight}px`;
    };
    new ResizeObserver(fit).observe(page.documentElement);
    frame.classList.add("ready");
  });
  return frame;
}

function staffScreen(name, documentName, locale, extra) {
  const tab = (to) =>
    button(sayToStaff(to), () => show(to), {class: "tab", "aria-current": to === name ? "page" : null});
  const frame = paper(visit.documents[documentName], sayToStaff(name), locale);
  const nextPatient = button(sayToStaff("nextPatient"), clearEverything);
  return {
    content: [
      element("nav", {class: "tabs", "aria-label": sayToStaff("staff")}, tab("clinic"), tab("sheet")),
      heading(sayToStaff(name), {class: "only_heard"}),
      frame,
    ],
    actions: [button(sayToStaff("questions"), goBack), nextPatient, ...extra(frame)],
    locale: clinicLocale(),
  };
}

const clinicScreen = () => staffScreen("clinic", "clinic", clinicLocale(), () => []);

function sheetScreen() {
  const switchPrint = () => {
    visit.largePrint = !visit.largePrint;
    showResult();
  };
  return staffScreen("sheet", "html", visit.locale, (frame) => [
    button(sayToStaff("largePrint"), switchPrint, {"aria-pressed": visit.largePrint}),
    button(sayToStaff("print"), () => frame.contentWindow.print(), {class: "main"}),
  ]);
}

// The page is loaded anew: nothing of one patient is left for the next.
function clearEverything(event) {
  if (event.currentTarget.classList.contains("sure")) {
    isLeaving = true;
    location.reload();
  }
  event.currentTarget.classList.add("sure");
  event.currentTarget.textContent = sayToStaff("nextPatientSure");
}

function loadingScreen() {
  return {content: [heading(say("loading"))], actions: []};
}

const screens = {
  loading: loadingScreen,
  welcome: welcomeScreen,
  part: partScreen,
  emergency: emergencyScreen,
  done: doneScreen,
  clinic: clinicScreen,
  sheet: sheetScreen,
};

function draw() {
  const made = screens[visit.screen]();
  document.body.dataset.screen = visit.screen;
  document.documentElement.lang = visit.locale || "en";
  document.title = say("pageTitle");
  for (const part of [screenElement, actionsElement]) part.lang = made.locale ?? visit.locale;
  screenElement.replaceChildren(...made.content.filter((part) => part !== null));
  actionsElement.replaceChildren(...made.actions);
  clearNotice();
  drawLanguages();
  made.after?.();
  return made.focus ?? screenElement.querySelector("h1");
}

function show(name) {
  visit.screen = name;
  const focused = draw();
  scrollTo(0, 0);
  focused.focus({preventScroll: true});
}

function drawLanguages() {
  languagesElement.setAttribute("aria-label", say("language"));
  const locales = info?.locales ?? [];
  languagesElement.replaceChildren(...(locales.length < 2 ? [] : locales).map((locale) =>
    button(languageName(locale), () => changeLanguage(locale), {lang: locale, "aria-pressed": locale === visit.locale})));
}

async function changeLanguage(locale) {
  settleTyping();
  try {
    visit.form = await ask(`v1/questions?locale=${locale}`);
  } catch (trouble) {
    return showTrouble(trouble, () => changeLanguage(locale));
  }
  visit.locale = locale;
  draw();
  [...languagesElement.children].find((one) => one.lang === locale).focus();
  if (["clinic", "sheet"].includes(visit.screen)) return showResult();
  visit.assessed = -1; // the reasons are not known in this language
  if (visit.record) refresh();
}

async function load() {
  clearNotice();
  try {
    info = await ask("v1/info");
    visit.locale = info.locales[0];
    visit.form = await ask(`v1/questions?locale=${visit.locale}`);
    show("welcome");
  } catch (trouble) {
    showTrouble(trouble, load);
  }
}

addEventListener("beforeunload", (event) => {
  if (isLeaving || visit.changes === 0) return;
  event.preventDefault();
  event.returnValue = true;
});
addEventListener("popstate", () => {
  if (visit.screen === "welcome") return;
  history.pushState(null, "");
  if (visit.screen !== "emergency") goBack();
});
// Who comes back to a page that was left finds nothing of who was here before.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

draw();
load();
