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
    patientName: "Name on the sheet (so that the right patient gets it)",
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
    patientName: "Nombre en la hoja (para que llegue al paciente correcto)",
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
  name: "", // on the sheet
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
