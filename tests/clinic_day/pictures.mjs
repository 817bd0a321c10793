// The day on the tablet: a patient answers, a nurse asks what is missing.  node pictures.mjs DAY FOLDER puts the pictures
// into the folder.  What the page sends must be the intakes of the day, to the letter.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {Patient, startBrowser, startService} from "../service/page/support.mjs";

const [day, folder] = process.argv.slice(2);
const answersOf = (name) => JSON.parse(readFileSync(join(day, name), "utf8")).answers;
const byPatient = answersOf("tablet.json");
const withNurse = answersOf("intake.json");
const [leftOut] = Object.keys(withNurse).filter((question) => !(question in byPatient));

const service = await startService();
const browser = await startBrowser();
try {
  const patient = await Patient.comes(browser, service.url);
  const {page} = patient;
  // The day is a day of its own: on paper stands when the patient was seen.
  await page.route("**/v1/assess*", (route) => route.continue({url: `${route.request().url()}&at=2026-11-23T08:50:00Z`}));
  let sent = {};
  page.on("request", (request) => request.url().includes("assess") && (sent = request.postDataJSON().answers));
  const form = await (await page.request.get(`${service.url}v1/questions?locale=en-US`)).json();

  const picture = async (name) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({path: join(folder, `${name}.png`), animations: "disabled"});
  };
  const textOf = (question, value) => {
    if (value === "unsure") return "Not sure";
    if (question.type === "yes_no") return value ? "Yes" : "No";
    return question.values?.find((one) => one.value === value).text ?? String(value);
  };
  const answer = async (question, value) => {
    if (Array.isArray(value) && value.length === 0) return patient.choose(question.id, "None of these");
    if (await patient.question(question.id).locator(".number").count()) return patient.type(question.id, value);
    for (const one of [value].flat()) await patient.choose(question.id, textOf(question, one));
  };

  await patient.start();
  while ((await page.getAttribute("body", "data-screen")) === "part") {
    const title = await patient.title();
    const group = form.groups.find((one) => one.title === title).id;
    for (const question of form.questions.filter((one) => one.group === group)) {
      if (!(question.id in byPatient)) continue;
      await answer(question, byPatient[question.id]);
    }
    if (group === "legs") {
      await page.evaluate(() => scrollTo(0, 0));
      await picture("tablet");
    }
    await page.locator("#actions .main").click();
    await patient.settled();
    if ((await page.locator("#notice:not(:empty)").count()) === 0) continue;
    assert.equal(group, "feeling_and_control", await page.locator("#notice").textContent());
    await patient.press("Show me");
    await picture("left-out");
    await patient.press("Go on without");
    await patient.settled();
  }
  assert.deepEqual(sent, byPatient);

  const result = async (name) => {
    await patient.screenIs("done");
    await patient.beStaff("See the result");
    await patient.screenIs("clinic");
    await page.frameLocator("iframe.ready").locator("h1").first().waitFor();
    await picture(name);
  };
  await result("not-complete");
  await patient.press("Back to the questions");
  while ((await patient.title()) !== "Feeling, bladder and bowel") await patient.press("Back");
  await patient.choose(leftOut, textOf(form.questions.find((one) => one.id === leftOut), withNurse[leftOut]));
  await patient.skipTo();
  assert.deepEqual(sent, withNurse);
  await result("complete");
  assert.deepEqual(patient.complaints, []);
} finally {
  await browser.close();
  service.stop();
}
