// The try-it page as a patient and a nurse use it: with a finger, with a keyboard, with a screen reader.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";
import {Patient, startBrowser, startService, widths} from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let service;
let browser;

before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  service?.stop();
});

// Ends with a look at what the browser complained of, what it kept, and where the page is.
function visit(name, options, walk) {
  test(name, async () => {
    const patient = await Patient.comes(browser, service.url, options);
    try {
      await walk(patient);
      assert.deepEqual(patient.complaints, []);
      const kept = await patient.page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie,
        (await indexedDB.databases()).length, (await caches.keys()).length, history.state]);
      assert.deepEqual([kept, await patient.context.cookies()], [[0, 0, "", 0, 0, null], []]);
      assert.equal(patient.page.url(), service.url);
    } finally {
      await patient.leave();
    }
  });
}

// Of the papers within the page, other tests look after the insides.
async function assertAccessible(patient, what) {
  // The page's policy lets no script in: this one comes through the browser's own door.
  await patient.page.evaluate(axe);
  const {violations, passes} = await patient.page.evaluate(() => window.axe.run(document, {iframes: false}));
  const found = violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, [], what);
  assert.ok(passes.length > 10, what);
  const isTooWide = await patient.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!isTooWide, `${what} is wider than the screen`);
}

async function assertBigTargets(patient, what) {
  const small = await patient.page.evaluate(() =>
    [...document.querySelectorAll("button, .choice, .number")].filter((one) => one.offsetParent !== null)
      .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 44).map((one) => one.textContent));
  assert.deepEqual(small, [], what);
}

const papers = (patient) => patient.page.frameLocator("iframe.ready");
const answersSent = (request) => request.postDataJSON().answers;

for (const [name, width] of Object.entries(widths)) {
  visit(`every screen is accessible and has big targets: ${name}`, {width}, async (patient) => {
    const look = async (what) => {
      await assertAccessible(patient, what);
      await assertBigTargets(patient, what);
    };
    await look("welcome");
    await patient.start();
    await patient.page.locator(".number").fill("old");
    await patient.press("Next");
    await look("a wrong number");
    await patient.type("age", 46);
    await patient.press("Next");
    await patient.page.waitForSelector("#notice:not(:empty)");
    await look("a missing answer");
    await patient.skipTo("Your pain");
    await patient.choose("pain_score", "7");
    await look("a scale");
    await patient.skipTo("Your health and medicines");
    await patient.choose("allergies", "None of these");
    await look("lists");
    await patient.skipTo();
    await patient.screenIs("done");
    await look("the end");
    await patient.beStaff("See the result");
    await patient.screenIs("clinic");
    await papers(patient).locator("h1").first().waitFor();
    await look("the clinic's view");
    await patient.press("The patient’s sheet");
    await papers(patient).locator("h1").first().waitFor();
    await look("the sheet");
    await patient.press("Back to the questions");
    await patient.choose("hurt_by_someone", "Not sure");
    while ((await patient.title()) !== "Feeling, bladder and bowel") await patient.press("Back");
    await patient.choose("saddle_numbness", "Yes");
    await patient.screenIs("emergency");
    await look("the emergency");
  });
}

visit("the whole walk with a keyboard alone", {}, async ({page}) => {
  const focused = (read) => page.evaluate(read);
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 150; ++presses) {
      if (await focused(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never comes to ${selector}`);
  };
  await tabTo("#actions .main");
  await page.keyboard.press("Enter");
  await page.waitForSelector("body[data-screen=part]");
  await tabTo(".number");
  await page.keyboard.type("46");
  for (let parts = 0; (await page.getAttribute("body", "data-screen")) === "part" && parts < 12; ++parts) {
    const part = await page.locator("h1").textContent();
    // Each question with one answer gets its first, which Tab and Space reach.
    for (let radios = 0; radios < 20; ++radios) {
      await page.waitForTimeout(60);
      const next = await page.evaluate(() => {
        const open = [...document.querySelectorAll("fieldset:not([hidden])")].find((one) =>
          one.querySelector("[type=radio]") && !one.querySelector(":checked"));
        return open?.id;
      });
      if (!next) break;
      await page.evaluate(() => document.querySelector("h1").focus());
      await tabTo(`#${next} [type=radio]`);
      await page.keyboard.press("Space");
    }
    await tabTo("#actions .main");
    for (let presses = 0; presses < 3 && (await page.locator("h1").textContent()) === part; ++presses) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(300);
    }
  }
  await page.waitForSelector("body[data-screen=done]");
  await tabTo(".gate input");
  await page.keyboard.press("Space");
  await tabTo(".gate .main");
  await page.keyboard.press("Enter");
  await page.waitForSelector("body[data-screen=clinic]");
  await page.evaluate(() => document.querySelector("h1").focus());
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(() => document.activeElement.textContent), "The patient’s sheet");
  await page.keyboard.press("Enter");
  await page.waitForSelector("body[data-screen=sheet]");
});

visit("an emergency stops the questions at once, and again at the end", {}, async (patient) => {
  const {page} = patient;
  await patient.start();
  await patient.skipTo("Feeling, bladder and bowel");
  await patient.choose("saddle_numbness", "Yes");
  await patient.screenIs("emergency");
  const dialog = page.getByRole("alertdialog", {name: "Tell the staff now"});
  assert.equal(await dialog.evaluate((one) => one === document.activeElement), true);
  const said = await dialog.textContent();
  assert.match(said, /the area between your legs feels numb/);
  assert.match(said, /If nobody is there, call 911/);
  await page.keyboard.press("Escape");
  await page.goBack();
  await patient.settled();
  await patient.screenIs("emergency");
  assert.equal(await page.locator("#actions button").count(), 0);
  assert.equal(await page.getByRole("button", {name: "Go on with the questions"}).count(), 0);

  await patient.beStaff("Go on with the questions");
  await patient.screenIs("part");
  assert.equal(await patient.title(), "Feeling, bladder and bowel");
  assert.equal(await page.locator(".banner").textContent(), "Tell the staff now, if you have not done so yet.");
  await patient.skipTo();
  await patient.screenIs("emergency");
  await patient.beStaff("See the result");
  await patient.screenIs("clinic");
  assert.equal(await papers(patient).locator("p.message").first().textContent(), "Emergency");
});

visit("a second emergency stops the questions again, and one that is taken back is gone", {}, async (patient) => {
  await patient.start();
  await patient.skipTo("Feeling, bladder and bowel");
  await patient.choose("saddle_numbness", "Yes");
  await patient.screenIs("emergency");
  await patient.beStaff("Go on with the questions");
  await patient.choose("bladder_control", "Yes, this is new");
  await patient.screenIs("emergency");
  await patient.beStaff("Go on with the questions");
  await patient.choose("bladder_control", "No");
  await patient.choose("saddle_numbness", "No");
  await patient.press("Next");
  await patient.settled();
  assert.equal(await patient.page.locator(".banner").count(), 1); // of this screen, drawn before
  await patient.press("Back");
  assert.equal(await patient.page.locator(".banner").count(), 0);
});

visit("nothing is chosen before the patient does, and what is not answered is not sent", {}, async (patient) => {
  const {page} = patient;
  const sent = [];
  page.on("request", (request) => request.url().includes("assess") && sent.push(answersSent(request)));
  await patient.start();
  assert.deepEqual(sent.at(-1), {});
  await patient.type("age", 200);
  assert.match(await patient.question("age").locator(".error").textContent(), /from 0 to 120/);
  assert.deepEqual(sent.at(-1), {});
  await patient.type("age", 46);
  assert.deepEqual(sent.at(-1), {age: 46});
  await patient.choose("age", "Not sure");
  assert.deepEqual([sent.at(-1), await page.locator(".number").inputValue()], [{age: "unsure"}, ""]);
  await patient.question("age").getByRole("button").click();
  await patient.settled();
  assert.deepEqual(sent.at(-1), {});
  await patient.skipTo("Injury and illness");
  assert.equal(await page.locator(":checked").count(), 0);
  await patient.choose("infection_risk", "Dialysis");
  await patient.choose("infection_risk", "Contact with TB");
  assert.deepEqual(sent.at(-1).infection_risk, ["dialysis", "tb_contact"]);
  await patient.choose("infection_risk", "None of these");
  assert.deepEqual(sent.at(-1).infection_risk, []);
  await patient.choose("infection_risk", "Dialysis");
  await patient.choose("infection_risk", "Dialysis");
  assert.equal("infection_risk" in sent.at(-1), false);
  await patient.choose("infection_risk", "Not sure");
  assert.deepEqual(sent.at(-1), {infection_risk: "unsure"});
});

visit("a question that is left out is shown first, and counted at the end", {}, async (patient) => {
  const {page} = patient;
  await patient.start();
  await patient.type("age", 46);
  await patient.press("Next");
  await page.waitForSelector("#notice:not(:empty)");
  assert.match(await page.getByRole("alert").filter({hasText: "no answer"}).first().textContent(), /1 question has no answer/);
  await patient.press("Show me");
  assert.equal(await page.evaluate(() => document.activeElement.name), "sex_at_birth");
  await patient.press("Go on without");
  await patient.skipTo();
  assert.match(await page.locator("main").textContent(), /1 of \d+ questions answered, 0 not sure, \d+ without an answer/);
  await patient.press("Answer what is left");
  assert.equal(await patient.title(), "About you");
});

visit("what does not apply is not asked, and comes when it does", {}, async (patient) => {
  await patient.start();
  assert.equal(await patient.page.locator("#position").textContent(), "Part 1 of 9");
  await patient.type("age", 46);
  await patient.choose("sex_at_birth", "Male");
  assert.equal(await patient.page.locator("#position").textContent(), "Part 1 of 8");
  await patient.skipTo("Your legs");
  const worsening = patient.question("leg_weakness_worsening");
  assert.equal(await worsening.isVisible(), false);
  await patient.choose("leg_weakness", "Yes, one leg or foot");
  assert.equal(await worsening.isVisible(), true);
  await patient.choose("leg_weakness", "No");
  assert.equal(await worsening.isVisible(), false);
  await patient.skipTo("Other warning signs");
  await patient.page.locator("#actions .main").click();
  await patient.settled();
  await patient.page.locator("#actions .main").click();
  await patient.settled();
  assert.equal(await patient.title(), "Injury and illness");
});

visit("back keeps the answers, and leaving is warned of", {}, async (patient) => {
  const {page} = patient;
  await patient.start();
  await patient.type("age", 46);
  await patient.choose("sex_at_birth", "Other");
  await patient.press("Next");
  await page.waitForSelector("#question-saddle_numbness");
  await page.goBack(); // the browser's
  assert.equal(await patient.title(), "About you");
  assert.equal(await page.locator(".number").inputValue(), "46");
  assert.equal(await patient.question("sex_at_birth").locator("label", {hasText: "Other"}).locator("input").isChecked(), true);
  await page.reload();
  await patient.screenIs("welcome");
  assert.equal(patient.warning, "beforeunload");
  await patient.start();
  assert.equal(await page.locator(".number").inputValue(), "");
});

test("the language can be changed at any time, and the answers stay", async () => {
  const patient = await Patient.comes(browser, service.url);
  const {page} = patient;
  const info = await (await page.request.get(`${service.url}v1/info`)).json();
  const spanish = info.locales.find((locale) => locale.startsWith("es")) ?? "es-US";
  if (!info.locales.includes(spanish)) {
    // The pack has no Spanish: its English stands in for it, so that the page's own words are heard.
    await page.route("**/v1/info", (route) => route.fulfill({json: {...info, locales: [...info.locales, spanish]}}));
    await page.route(`**/v1/questions?locale=${spanish}`, async (route) =>
      route.fulfill({response: await route.fetch({url: `${service.url}v1/questions?locale=en-US`})}));
    await page.route("**/v1/assess*", (route) => {
      const intake = route.request().postDataJSON();
      return route.continue({postData: JSON.stringify({...intake, handout: {...intake.handout, locale: "en-US"}})});
    });
    await page.reload();
    await patient.screenIs("welcome");
  }
  await page.locator(`#languages [lang=${spanish}]`).click();
  await patient.settled();
  assert.equal(await page.locator("html").getAttribute("lang"), spanish);
  assert.equal(await patient.title(), "Cuéntenos de su espalda");
  await assertAccessible(patient, "welcome in Spanish");
  await patient.press("Empezar");
  await patient.type("age", 46);
  await page.locator("#languages [lang=en-US]").click();
  await patient.settled();
  assert.equal(await patient.title(), "About you");
  assert.equal(await page.locator(".number").inputValue(), "46");
  await page.locator(`#languages [lang=${spanish}]`).click();
  await patient.settled();
  await patient.press("Siguiente");
  await page.waitForSelector("#notice:not(:empty)");
  await patient.press("Seguir así");
  await page.waitForSelector("#question-saddle_numbness");
  await page.locator("#question-saddle_numbness input").nth(1).click({force: true});
  await patient.screenIs("emergency");
  assert.equal(await patient.title(), "Avise al personal ahora");
  // What the staff must do is in the clinic's language.
  assert.equal(await page.locator(".gate").getAttribute("lang"), "en-US");
  await patient.beStaff("See the result");
  await patient.screenIs("clinic");
  assert.deepEqual(patient.complaints, []);
  await patient.leave();
});

test("while the service is away nothing is lost and nobody goes on", async () => {
  const patient = await Patient.comes(browser, service.url);
  const {page} = patient;
  await patient.start();
  await patient.skipTo("Feeling, bladder and bowel");
  await page.route("**/v1/assess*", (route) => route.abort());
  await patient.choose("saddle_numbness", "Yes");
  assert.match(await page.locator("#notice").textContent(), /cannot be reached.*still here.*tell the staff/);
  await assertAccessible(patient, "trouble");
  await patient.press("Next");
  await patient.settled();
  assert.equal(await patient.title(), "Feeling, bladder and bowel");
  await page.unroute("**/v1/assess*");
  await page.route("**/v1/assess*", (route) => route.fulfill({status: 503, json: {code: "draining"}}));
  await patient.press("Try again");
  await patient.settled();
  assert.match(await page.locator("#notice").textContent(), /could not answer \(503 draining\)/);
  await page.unroute("**/v1/assess*");
  await patient.press("Try again");
  await patient.screenIs("emergency");
  await patient.leave();
});

visit("the sheet is printed alone, in its own style, and the next patient finds nothing", {}, async (patient) => {
  const {page} = patient;
  await patient.start();
  await patient.type("age", 46);
  await patient.skipTo();
  await patient.beStaff("See the result");
  await patient.screenIs("clinic");
  assert.match(await papers(patient).locator("body").textContent(), /Clinic copy[^]*not answered/);
  await patient.press("The patient’s sheet");
  const sheet = papers(patient);
  assert.equal(await sheet.locator(".safety_net").evaluate((one) => getComputedStyle(one).borderTopStyle), "solid");
  assert.equal(await sheet.locator("html").evaluate(() => document.compatMode), "CSS1Compat");
  await page.evaluate(() => {
    const {get} = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
    Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {get() {
      const view = get.call(this);
      view.print = () => (window.printed = view.document.querySelector("header").textContent);
      return view;
    }});
  });
  await patient.press("Print the sheet");
  assert.equal(await page.evaluate(() => window.printed), await sheet.locator("header").textContent());

  // Printed at once after the name was typed, it has the name.
  await page.getByLabel("Name on the sheet").fill("Ana <b>Sommer");
  await patient.press("Print the sheet");
  await page.waitForFunction(() => window.printed.includes("For Ana <b>Sommer"));
  assert.equal(await page.getByLabel("Name on the sheet").inputValue(), "Ana <b>Sommer");
  await page.emulateMedia({media: "print"});
  const shown = await page.evaluate(() => ["header", "footer", ".tabs", "iframe"].map((selector) =>
    document.querySelector(selector).checkVisibility()));
  assert.deepEqual(shown, [false, false, false, true]);
  await page.emulateMedia({media: "screen"});
  await patient.press("Large print");
  await papers(patient).locator(".handout.large").waitFor();
  await patient.press("Next patient");
  await patient.press("Press again to clear all answers");
  await patient.screenIs("welcome");
  assert.equal(patient.warning, undefined);
  await patient.start();
  assert.equal(await page.locator(".number").inputValue(), "");
});
