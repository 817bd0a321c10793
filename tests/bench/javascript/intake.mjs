// An intake as a patient: the answers as facts, and what the sheet needs to know of handout and clinic.
import { NO } from './conditions.mjs';
import { escape, styleEscape } from './words.mjs';

const refuse = (what) => { throw new Error(what); };

const ROOT = new Set(['answers', 'request', 'handout']);
const REQUEST = new Set(['id', 'subject', 'encounter']);
const HANDOUT = new Set(['locale', 'large_print', 'page', 'date', 'patient_name', 'clinic']);
const CLINIC = new Set(['name', 'phone', 'out_of_hours', 'emergency_number', 'locale']);

const only = (object, names) => {
  for (const name of Object.keys(object)) if (!names.has(name)) refuse('member');
};
const checkText = (value, limit) => {
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length > limit) refuse('text');
  return value;
};

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year, month) =>
  (month === 2 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]);
const readDate = (value) => {
  if (value === undefined) return null;
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? refuse('date');
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > daysIn(date.year, date.month)) refuse('date');
  return date;
};
export const nextDay = ({ year, month, day }) => {
  if (day < daysIn(year, month)) return { year, month, day: day + 1 };
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
};

export function makeReader({ questions }, locale, text, conditions) {
  const questionOf = new Map(questions.map((question, i) => [question.id, i]));
  const bitOf = questions.map((question) => new Map((question.values ?? []).map((value, i) => [value, 1 << i])));
  const count = questions.length;

  // A question that does not apply has the value that it says itself.
  const settle = new Function('f', questions.map((question, q) => (question.asked_when
    ? `if (!f.known[${q}] && ${conditions.inline(question.asked_when)} === ${NO}) {
         f.known[${q}] = true; f.unsure[${q}] = false; f.asked[${q}] = false;
         f.members[${q}] = ${conditions.mask(q, question.else)};
       }`
    : '')).join('\n'));

  const readAnswers = (answers) => {
    const f = {
      known: new Array(count).fill(false), unsure: new Array(count).fill(false), asked: new Array(count).fill(true),
      members: new Array(count).fill(0), number: new Array(count).fill(0),
    };
    for (const id of Object.keys(answers)) {
      const answer = answers[id];
      const q = questionOf.get(id) ?? refuse('question');
      const question = questions[q];
      if (answer === null) continue;
      if (answer === 'unsure') {
        f.unsure[q] = true;
        continue;
      }
      if (question.type === 'yes_no') {
        if (typeof answer !== 'boolean') refuse('type');
        f.members[q] = answer ? 2 : 1;
      } else if (question.type === 'integer') {
        if (!Number.isInteger(answer) || answer < question.minimum || answer > question.maximum) refuse('range');
        f.number[q] = answer;
      } else if (question.type === 'one') {
        f.members[q] = bitOf[q].get(answer) ?? refuse('value');
      } else {
        if (!Array.isArray(answer)) refuse('type');
        for (const value of answer) {
          const bit = bitOf[q].get(value) ?? refuse('value');
          if ((f.members[q] & bit) !== 0) refuse('twice');
          f.members[q] |= bit;
        }
      }
      f.known[q] = true;
    }
    settle(f);
    return f;
  };

  return (json) => {
    const intake = JSON.parse(json);
    only(intake, ROOT);
    const { request = {}, handout = {} } = intake;
    const clinic = handout.clinic ?? {};
    only(request, REQUEST);
    only(handout, HANDOUT);
    only(clinic, CLINIC);
    for (const tag of [handout.locale, clinic.locale]) {
      if (tag !== undefined && tag !== locale && tag.toLowerCase() !== locale.toLowerCase()) refuse('locale');
    }
    const page = handout.page ?? text.page;
    if (page !== 'A4' && page !== 'Letter') refuse('page');
    checkText(request.subject, 200);
    checkText(request.encounter, 200);
    return {
      f: readAnswers(intake.answers ?? refuse('answers')), page, large: handout.large_print === true,
      date: readDate(handout.date),
      // What stands in the texts' places, escaped.
      values: {
        emergency_number: escape(checkText(clinic.emergency_number, 20) || text.emergency_number),
        clinic_name: escape(checkText(clinic.name, 200)), clinic_phone: escape(checkText(clinic.phone, 60)),
        out_of_hours: escape(checkText(clinic.out_of_hours, 400)), call: escape(clinic.phone || '____________'),
        patient_name: escape(checkText(handout.patient_name, 200)), request_id: escape(checkText(request.id, 64)),
        count: 0, day: 0, date: '', sources: '',
      },
      styleValues: {
        patient_name: styleEscape(handout.patient_name ?? ''), request_id: styleEscape(request.id ?? ''),
      },
    };
  };
}

// The answers by name, as rule engines want them: a boolean, a name, a list of names, a number; nothing if not known.
export function makeAnswers({ questions }) {
  return (f) => {
    const answers = {};
    questions.forEach(({ id, type, values }, q) => {
      if (!f.known[q]) return;
      const members = f.members[q];
      if (type === 'integer') answers[id] = f.number[q];
      else if (type === 'yes_no') answers[id] = members === 2;
      else if (type === 'one') answers[id] = values[31 - Math.clz32(members)];
      else answers[id] = values.filter((_, value) => (members >> value & 1) !== 0);
    });
    return answers;
  };
}
