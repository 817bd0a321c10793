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
