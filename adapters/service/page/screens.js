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

let resultComing = Promise.resolve(true);

function showResult() {
  resultComing = bringResult();
}

async function bringResult() {
  try {
    visit.documents = await assess("json", "handout", "clinic", "html");
  } catch (trouble) {
    showTrouble(trouble, showResult);
    return false;
  }
  takeIn(visit.documents);
  // A sheet that is looked at changes in its place: what is being pressed or typed beside it stays.
  if (visit.screen === "sheet") screenElement.querySelector(".paper").replaceWith(sheetPaper());
  else show("clinic");
  return true;
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
    // It is as high as its document: a scroll bar of its own would come and go with each pixel.
    sheet.replaceSync(`${styles.join("\n")}\n@media screen{html{overflow:hidden}}`);
    page.adoptedStyleSheets = [sheet];
    const fit = () => {
      frame.style.height = `${Math.ceil(page.documentElement.getBoundingClientRect().height)}px`;
    };
    new ResizeObserver(fit).observe(page.documentElement);
    frame.classList.add("ready");
  });
  return frame;
}

function staffScreen(name, {above = null, onPaper, actions = []}) {
  const tab = (to) =>
    button(sayToStaff(to), () => show(to), {class: "tab", "aria-current": to === name ? "page" : null});
  const nextPatient = button(sayToStaff("nextPatient"), clearEverything);
  return {
    content: [
      element("nav", {class: "tabs", "aria-label": sayToStaff("staff")}, tab("clinic"), tab("sheet")),
      heading(sayToStaff(name), {class: "only_heard"}),
      above,
      onPaper,
    ],
    actions: [button(sayToStaff("questions"), goBack), nextPatient, ...actions],
    locale: clinicLocale(),
  };
}

const clinicPaper = () => paper(visit.documents.clinic, sayToStaff("clinic"), clinicLocale());
const sheetPaper = () => paper(visit.documents.html, sayToStaff("sheet"), visit.locale);

const clinicScreen = () => staffScreen("clinic", {onPaper: clinicPaper()});

// As long as its bytes find room in what a sheet takes.
function nameLine() {
  const input = element("input", {type: "text", autocomplete: "off", maxlength: 60, value: visit.name});
  input.addEventListener("change", () => {
    visit.name = input.value.trim();
    showResult();
  });
  return element("label", {class: "name_line"}, element("span", {}, sayToStaff("patientName")), input);
}

// The press may come from the name's line, whose sheet is still on its way.
async function printSheet() {
  if (!(await resultComing)) return;
  const sheet = screenElement.querySelector(".paper");
  if (!sheet.classList.contains("ready")) await new Promise((loaded) => sheet.addEventListener("load", loaded));
  sheet.contentWindow.print();
}

function sheetScreen() {
  const switchPrint = (event) => {
    visit.largePrint = !visit.largePrint;
    event.currentTarget.setAttribute("aria-pressed", visit.largePrint);
    showResult();
  };
  return staffScreen("sheet", {
    above: nameLine(),
    onPaper: sheetPaper(),
    actions: [
      button(sayToStaff("largePrint"), switchPrint, {"aria-pressed": visit.largePrint}),
      button(sayToStaff("print"), printSheet, {class: "main"}),
    ],
  });
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
