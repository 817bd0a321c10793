// The patient's sheet as data, every text filled and escaped: what a page's template asks for.
//
// A sheet has sections, a section has blocks and parts, and a part is a topic or a box of blocks and topics. What is
// the same for everybody is made once: such a topic is the same object on every sheet, and is in `constants`.
import { Conditions, NO, YES } from './conditions.mjs';
import { makeReader, nextDay } from './intake.mjs';
import { holds, makeAssess, makePlan, TIERS } from './plan.mjs';
import { lettersOf, rulerOf } from './ruler.mjs';
import { escape, makeTemplate, styleEscape } from './words.mjs';

const FIELDS = ['title', 'line', 'why', 'dose', 'stop_if', 'caution', 'evidence', 'tick', 'note', 'warn', 'later',
  'left_out'];
const DAYS_OF_TABLE = 7;

const NOT_COUNTED = () => [0, 0];  // lines in each edition

const section = (id, heading, blocks, parts = []) => ({ id, heading, blocks, parts, lines: NOT_COUNTED() });
// All of one shape, whatever their type, since code for one shape is faster.
const block = (type, text, label, items) => ({ type, text, label, items, lines: NOT_COUNTED() });
const paragraph = (text) => block('paragraph', text, '', []);
const list = (items, label = '') => block('list', '', label, items);

const marksOf = Array.from({ length: 1 << DAYS_OF_TABLE }, (_, bits) =>
  Array.from({ length: DAYS_OF_TABLE }, (_, day) => (bits >> day & 1) !== 0));

export function makeSheets(pack) {
  const locale = 'en-US'; // the one that the benchmark's intakes are read in
  const text = pack.text[locale];
  const conditions = new Conditions(pack.questions);
  const read = makeReader(pack, locale, text, conditions);
  const assess = makeAssess(pack, conditions);
  const plan = makePlan(pack, conditions);

  const fixed = {
    pack_version: pack.version, pack_date: pack.date, advice_line: text.advice_line ?? '',
    reviewer: pack.review.reviewer ?? '',
  };
  const template = makeTemplate(fixed);
  const label = (name) => template(text.handout[name]);
  const words = (name) => escape(text.handout[name]);
  const optional = (source) => (source ? escape(source) : '');
  const separator = words('list_separator'), labelSeparator = words('label_separator');
  const labelled = (kind, words_) => (words_ ? [block(kind, words_, words(kind), [])] : []);
  const allLabelled = (texts, ...kinds_) => kinds_.flatMap((kind) => labelled(kind, texts[kind]));

  // Topics

  const questionOf = new Map(pack.questions.map((question, i) => [question.id, i]));
  const topicOf = new Map(pack.topics.map((topic, i) => [topic.id, i]));
  const organisationOf = new Map(pack.sources.map((source) => [source.id, source.organisation]));
  const organisationsOf = (sources) => sources.map((id) => organisationOf.get(id)).filter((name) => name !== '');
  const figures = Object.fromEntries(Object.entries(pack.pictures).map(([id, svg]) => {
    const paths = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));
    return [id, `<figure><svg viewBox="0 0 240 180" role="img" aria-label="${escape(text.pictures[id])}">${
      paths}</svg><figcaption>`];
  }));
  const figureOf = (pictures, line, i) => figures[pictures.find((picture) => picture[line] === i + 1)?.id];
  const topicText = (texts, pictures) => ({
    ...Object.fromEntries(FIELDS.map((name) => [name, name in texts ? optional(texts[name]) : undefined])),
    steps: texts.steps?.map((step, i) => ({ words: escape(step), figure: figureOf(pictures, 'step', i) })),
    items: texts.items?.map((item, i) => ({
      part: item.part, words: escape(item.text ?? item), figure: figureOf(pictures, 'item', i),
    })),
  });

  const boxOf = new Map(pack.boxes.flatMap(({ id, topics: ids }) => {
    const texts = Object.fromEntries(Object.entries(text.boxes[id]).map(([name, words_]) => [name, optional(words_)]));
    const box = {
      heading: texts.title, blocks: allLabelled(texts, 'stop_if', 'caution', 'evidence'), lines: NOT_COUNTED(),
    };
    return ids.map((topic) => [topic, box]);
  }));

  // `first` and `notes` are what only this patient reads.
  const listed = (type, tag, items) => {
    if (items.length === 0) return [];
    if (items.some(({ figure }) => figure)) return [block('pictured', tag, '', items)];
    return [block(type, '', '', items.map((item) => item.words))];
  };
  const wholeTopic = (texts, inBox, first, notes, items) => ({
    heading: texts.title, inBox, brief: false, lines: NOT_COUNTED(),
    blocks: [
      ...labelled('caution', first.warn), ...(first.later ? [paragraph(first.later)] : []),
      ...(texts.why ? [paragraph(texts.why)] : []), ...listed('list', 'ul', items),
      ...listed('steps', 'ol', texts.steps ?? []), ...labelled('dose', texts.dose),
      ...notes, ...allLabelled(texts, 'stop_if', 'caution', 'evidence'),
    ],
  });
  const briefTopic = (texts, inBox, first, notes, items) => ({
    heading: texts.title, inBox, brief: true, lines: NOT_COUNTED(),
    blocks: [
      ...labelled('caution', first.warn),
      paragraph((first.later ? `${first.later} ` : '')
        + (items.length ? `${texts.line} ${items.map((item) => item.words).join(separator)}.` : texts.line)),
      ...notes, ...allLabelled(texts, 'stop_if', 'evidence'),
    ],
  });

  const topics = pack.topics.map((topic) => {
    const texts = text.topics[topic.id];
    const own = topicText(texts, topic.pictures);
    const box = boxOf.get(topic.id), inBox = box !== undefined;
    const items = own.items ?? [];
    return {
      own, box, inBox, withheld: conditions.root(topic.withheld_when), grounds: conditions.grounds(topic.withheld_when),
      named: conditions.named(topic.withheld_when),
      adjustments: topic.adjustments.map((adjustment) => ({
        when: conditions.root(adjustment.when), part: adjustment.note === 'part_left_out' ? adjustment.id : undefined,
        variant: texts.variants?.[adjustment.id] && topicText(texts.variants[adjustment.id], adjustment.pictures),
      })),
      organisations: organisationsOf(topic.sources), mostDays: topic.most_days ?? pack.tick_sheet.days,
      waitsFor: pack.tick_sheet.sequences.filter(({ then }) => then === topic.id)
        .map(({ first }) => topicOf.get(first)),
      whole: wholeTopic(own, inBox, {}, [], items), brief: briefTopic(own, inBox, {}, [], items),
    };
  });

  // Whether it is to be done when the days of another, which is in the plan, are over.
  const follows = (topic, { main }) => topic.waitsFor.some((first) => main.includes(first));
  const tailored = (form, untouched, topic, { assessment: { truth }, plan: { main } }) => {
    const warns = holds(truth, topic.withheld, NO) !== NO;  // a topic that is shown has no "yes"
    const waits = follows(topic, { main });
    const variants = [], leftOut = new Set();
    for (const adjustment of topic.adjustments) {
      if (truth[adjustment.when] === NO) continue;
      if (adjustment.part === undefined) variants.push(adjustment.variant);
      else leftOut.add(adjustment.part);
    }
    if (!warns && !waits && variants.length === 0 && leftOut.size === 0) return untouched;
    const texts = { ...topic.own };
    for (const variant of variants) {
      for (const name of Object.keys(variant)) if (variant[name] !== undefined) texts[name] = variant[name];
    }
    const first = { warn: warns ? topic.own.warn : '', later: waits ? topic.own.later : '' };
    const notes = variants.flatMap((variant) => labelled('caution', variant.note));
    const items = (texts.items ?? []).filter((item) => !leftOut.has(item.part));
    return form(texts, topic.inBox, first, notes, items);
  };
  const whole = (topic, visit) => tailored(wholeTopic, topic.whole, topic, visit);
  const brief = (topic, visit) => tailored(briefTopic, topic.brief, topic, visit);
  // Topics that follow one another share their box.
  const partsOf = (told) => {
    const parts = [];
    let open;
    for (const { box, topic } of told) {
      if (box && box !== open) parts.push({ ...box, topics: [] });
      open = box;
      (box ? parts.at(-1).topics : parts).push(topic);
    }
    return parts;
  };

  // Why a topic is left out

  const valueLabels = pack.questions.map(({ id, values = [] }) =>
    values.map((value) => escape(text.questions[id].values[value].label)));
  const questionLabels = pack.questions.map(({ id }) => escape(text.questions[id].label));
  const becauseOf = label('because_of'), notAnswered = label('not_answered');
  const collect = (f, { holds: isTrue, all, sides, q, mask }, met) => {
    if (sides) {
      for (const side of sides) if (all || side.holds(f) === YES) collect(f, side, met);
    } else if (isTrue(f) === YES) {
      met.set(q, (met.get(q) ?? 0) | (mask & f.members[q]));
    }
  };
  const leftOutReason = (topic, f, { truth }) => {
    const labels = new Set();
    let form = notAnswered;
    if (truth[topic.withheld] === YES) {
      form = becauseOf;
      const met = new Map();
      collect(f, topic.grounds, met);
      for (const q of [...met.keys()].sort((a, b) => a - b)) {
        if (!f.asked[q]) continue;
        if (f.unsure[q] || pack.questions[q].type === 'integer') labels.add(questionLabels[q]);
        valueLabels[q].forEach((one, value) => {
          if ((met.get(q) >> value & 1) !== 0) labels.add(one);
        });
      }
    } else {
      for (const q of topic.named) if (!f.known[q]) labels.add(questionLabels[q]);
    }
    return form({ labels: [...labels].join(labelSeparator) });
  };

  // The tick sheet

  const days = pack.tick_sheet.days;
  const sequences = new Map(pack.tick_sheet.sequences.map((sequence) => [topicOf.get(sequence.first), {
    question: questionOf.get(sequence.question), atMost: sequence.at_most, then: topicOf.get(sequence.then),
  }]));
  const shortMonths = text.date.short_months.map(escape), shortDate = template(text.date.short);
  const dayLabels = Array.from({ length: days }, (_, day) => template(text.handout.sheet_day)({ day: day + 1 }));
  const action = (topic, { truth }) => {
    let words_ = topic.own.tick || topic.own.title;
    for (const { when, variant } of topic.adjustments) {
      if (variant?.tick !== undefined && truth[when] !== NO) words_ = variant.tick;
    }
    return words_;
  };
  const tickRows = (f, assessment, { main, offered }) => {
    const everyDay = 2 ** days - 1;
    const rows = [];
    const add = (topic, marked) => rows.push({ action: action(topic, assessment), days: marked });
    for (const i of main) {
      const sequence = sequences.get(i);
      if (!sequence) {
        add(topics[i], everyDay & (2 ** topics[i].mostDays - 1));
        continue;
      }
      let first = 0;
      for (let day = 0; day < days && f.known[sequence.question]; day += 1) {
        if (f.number[sequence.question] + day <= sequence.atMost) first |= 1 << day;
      }
      add(topics[i], first);
      if (offered.has(sequence.then)) add(topics[sequence.then], everyDay & ~first);
    }
    return rows;
  };
  const tickTables = (rows, firstDate) => {
    const tables = [];
    let date = firstDate;
    for (let first = 0; first < days; first += DAYS_OF_TABLE) {
      const columns = [];
      for (let day = first; day < first + DAYS_OF_TABLE && day < days; day += 1) {
        columns.push({
          day: dayLabels[day], date: date ? shortDate({ ...date, month: shortMonths[date.month - 1] }) : '',
        });
        date = date && nextDay(date);
      }
      const shown = [];
      for (const row of rows) {
        const bits = (row.days >> first) & (2 ** columns.length - 1);
        if (bits !== 0) shown.push({ action: row.action, marks: marksOf[bits].slice(0, columns.length) });
      }
      tables.push({ columns, rows: shown });
    }
    return tables;
  };

  // Sections

  const kinds = pack.kinds.map((kind) => {
    const texts = text.kinds[kind.id];
    return {
      id: kind.id, sections: kind.sections, whyFrom: TIERS.indexOf(kind.why_from),
      whyAtMost: kind.why_at_most ?? Infinity,
      title: template(texts.title), message: template(texts.message), whyTitle: optional(texts.why_title),
      whyUnfinished: optional(texts.why_unfinished),
      advice: { title: optional(texts.advice_title), items: texts.advice.map(template) },
      tell: { title: optional(texts.tell_title), items: texts.tell.map(template) },
      tellUnfinished: texts.tell_unfinished ? [template(texts.tell_unfinished)] : [],
    };
  });
  const reasons = Object.fromEntries(Object.entries(text.reasons).map(([id, reason]) => [id, escape(reason)]));
  const notices = pack.notices.map((notice) => ({
    section: notice.section, when: conditions.root(notice.when),
    blocks: labelled('caution', escape(text.notices[notice.id])),
  }));
  const noticesOf = (id, { truth }) => notices.filter((notice) => notice.section === id && truth[notice.when] === YES);
  const unfinishedOne = label('unfinished_one'), unfinishedMany = label('unfinished_many');
  const whyOneMore = label('why_one_more'), whyManyMore = label('why_many_more');
  const contact = Object.fromEntries(['contact_clinic', 'contact_phone', 'contact_blank', 'contact_out_of_hours',
    'contact_out_of_hours_unknown', 'contact_advice_line', 'contact_emergency'].map((name) => [name, label(name)]));
  const styleTemplate = makeTemplate(fixed, styleEscape);
  const stylePatient = styleTemplate(text.handout.for_patient), styleRequest = styleTemplate(text.handout.request);
  const moreElsewhere = label('more_elsewhere');
  const forPatient = label('for_patient'), requestLine = label('request'), sourcesLine = label('sources');
  const months = text.date.months.map(escape), longDate = template(text.date.long);
  const made = label('made_from_answers'), madeUndated = label('made_from_answers_undated');
  const net = text.safety_net;
  const emergencyTitle = template(net.emergency_title), emergencyItems = net.emergency.map(template);
  const comeBack = paragraph(escape(net.return)), netTitle = escape(net.title);
  const sheetIntro = paragraph(words('sheet_intro')), sheetDateLine = paragraph(words('sheet_date_line'));
  const leftOutIntro = paragraph(words('left_out_intro'));
  const titles = Object.fromEntries(['plan', 'contact', 'sheet', 'more', 'left_out'].map((name) =>
    [name, words(`${name}_title`)]));
  const clinicList = list(net.clinic.map(escape), escape(net.clinic_title));
  const footHead = [words('not_a_replacement'),
    pack.review.state === 'none' ? label('review_none')({})
      : label('review_done')({ date: optional(pack.review.date) }),
    label('version')({})].map(paragraph);
  const languages = Object.keys(pack.text).map((tag) => tag.split('-')[0]);
  const offers = Object.values(pack.text).filter((_, i) =>
    languages.indexOf(languages[i]) === i && languages[i] !== locale.split('-')[0])
    .map(({ handout }) => paragraph(escape(handout.offer_language)));
  const safetyNetOrganisations = organisationsOf(pack.safety_net_sources);

  const kindList = (id, { title, items }, values) =>
    (items.length ? [section(id, title, [list(items.map((item) => item(values)))])] : []);
  // The sections by id; each gives none, one or several.
  const make = {
    unfinished: ({ assessment: { complete, openQuestions }, values }) => {
      if (complete) return [];
      values.count = openQuestions;
      const words_ = openQuestions === 1 ? unfinishedOne(values) : unfinishedMany(values);
      return [section('unfinished', '', [paragraph(words_)])];
    },
    notices: ({ assessment }) =>
      noticesOf('notices', assessment).map(({ blocks }) => section('notices', '', blocks)),
    message: ({ kind, values }) => [section('message', '', [block('message', kind.message(values), '', [])])],
    why: ({ assessment, kind, values }) => {
      const told = new Set(), items = [];
      let counted = 0;
      for (let tier = assessment.known; tier >= kind.whyFrom; tier -= 1) {
        for (const rule of assessment.raised) {
          if (rule.tier !== tier || told.has(rule.reason)) continue;
          told.add(rule.reason);
          if (!rule.isPrivate) counted += 1;
          if (rule.isPrivate || counted <= kind.whyAtMost) items.push(reasons[rule.reason]);
        }
      }
      if (assessment.tier > assessment.known && kind.whyUnfinished) items.push(kind.whyUnfinished);
      if (counted > kind.whyAtMost) {
        values.count = counted - kind.whyAtMost;
        items.push(values.count === 1 ? whyOneMore(values) : whyManyMore(values));
      }
      return items.length ? [section('why', kind.whyTitle, [list(items)])] : [];
    },
    advice: ({ kind, values }) => kindList('advice', kind.advice, values),
    tell: ({ assessment: { complete }, kind: { tell, tellUnfinished }, values }) =>
      kindList('tell', { ...tell, items: complete ? tell.items : [...tell.items, ...tellUnfinished] }, values),
    contact: ({ values }) => [section('contact', titles.contact, [list([
      ...(values.clinic_name ? [contact.contact_clinic(values)] : []),
      values.clinic_phone ? contact.contact_phone(values) : contact.contact_blank(values),
      values.out_of_hours ? contact.contact_out_of_hours(values) : contact.contact_out_of_hours_unknown(values),
      ...(fixed.advice_line ? [contact.contact_advice_line(values)] : []),
      contact.contact_emergency(values)])])],
    tick_sheet: ({ f, assessment, plan: made, date }) => {
      if (made.main.length === 0) return [];
      return [section('tick_sheet', titles.sheet, [
        sheetIntro, ...(date ? [] : [sheetDateLine]),
        block('tables', '', '', tickTables(tickRows(f, assessment, made), date))])];
    },
    left_out: ({ f, assessment, plan: { withheld } }) => {
      if (withheld.length === 0) return [];
      const byReason = new Map();
      for (const i of withheld) {
        const { own } = topics[i];
        const reason = leftOutReason(topics[i], f, assessment);
        if (!byReason.has(reason)) byReason.set(reason, new Map());
        const titlesOf = byReason.get(reason), before = titlesOf.get(own.left_out);
        titlesOf.set(own.left_out, before ? `${before}${separator}${own.title}` : own.title);
      }
      const lists = Array.from(byReason, ([reason, titlesOf]) =>
        list(Array.from(titlesOf, ([advice, names]) => `${names}: ${advice}`), reason));
      return [section('left_out', titles.left_out, [leftOutIntro, ...lists])];
    },
    safety_net: ({ date, values }) => {
      if (date) values.date = longDate({ ...date, month: months[date.month - 1] });
      return [section('safety_net', netTitle, [
        list(emergencyItems.map((item) => item(values)), emergencyTitle(values)), clinicList,
        comeBack, paragraph(date ? made(values) : madeUndated(values))])];
    },
    foot: ({ plan: { main, more }, values }) => {
      const named = new Set(safetyNetOrganisations);
      for (const i of main) for (const name of topics[i].organisations) named.add(name);
      for (const i of more) for (const name of topics[i].organisations) named.add(name);
      values.sources = escape([...named].sort().join(text.handout.list_separator));
      return [section('foot', '', [...footHead, paragraph(sourcesLine(values)),
        ...(values.request_id ? [paragraph(requestLine(values))] : []), ...offers])];
    },
  };

  // What finds room

  const linesOfBox = (box, open, ruler) => (box && box !== open ? ruler.section(box) : 0);
  // Where there is no room for the whole plan its last topics are told in brief, those with drawn steps last of all.
  const tellPlan = (visit) => {
    const { assessment, plan: { main }, ruler } = visit;
    if (main.length === 0) return [];
    const head = section('plan', titles.plan, noticesOf('plan', assessment).flatMap((notice) => notice.blocks));
    visit.room -= ruler.section(head);
    let open;
    const told = main.map((i) => {
      const topic = whole(topics[i], visit), { box } = topics[i];
      visit.room -= linesOfBox(box, open, ruler) + ruler.topic(topic);
      open = box;
      return { box, topic, drawsSteps: topic.blocks.some(({ type, text: tag }) => type === 'pictured' && tag === 'ol') };
    });
    for (const drawsSteps of [false, true]) {
      for (let i = told.length - 1; i >= 0 && visit.room < 0; i -= 1) {
        if (told[i].drawsSteps !== drawsSteps) continue;
        const short = brief(topics[main[i]], visit);
        visit.room += ruler.topic(told[i].topic) - ruler.topic(short);
        told[i] = { box: told[i].box, topic: short };
      }
    }
    head.parts = partsOf(told);
    return [head];
  };
  // What follows on the plan is told whatever the room; of the others, those for which there is none are only named.
  const tellMore = (visit) => {
    const { plan: { more }, ruler } = visit;
    if (more.length === 0) return [];
    const told = [], named = [];
    let tallest = 0;
    for (const i of more) {
      const topic = brief(topics[i], visit), { box } = topics[i];
      const lines = linesOfBox(box, told.at(-1)?.box, ruler) + ruler.topic(topic);
      const isTold = follows(topics[i], visit.plan);
      if (!isTold && lines + (visit.isLarge ? 0 : Math.max(tallest, lines)) > visit.room) {
        named.push(topic.heading);
        continue;
      }
      tallest = Math.max(tallest, lines);
      if (!isTold) visit.room -= lines;
      told.push({ box, topic });
    }
    const sections = [section('more', titles.more, [], partsOf(told))];
    if (named.length) {
      sections.push(section('more', '', [paragraph(moreElsewhere({ labels: named.join(separator) }))]));
    }
    return sections;
  };

  const sheet = ({ f, page, large, date, values, styleValues }, truth) => {
    const assessment = assess(f, truth);
    const made = plan(assessment);
    const kind = kinds[made.kind];
    const title = kind.title(values), patient = values.patient_name ? forPatient(values) : '';
    const ruler = rulerOf(large);
    const visit = { f, assessment, plan: made, kind, date, values, ruler, isLarge: large, room: 0 };
    const sections = kind.sections.map((id) => make[id]?.(visit));
    if (kind.sections.includes('more')) {
      visit.room = ruler.room(page, lettersOf(title) + lettersOf(patient));
      sections.flat().forEach((one) => {
        if (one && one.id !== 'tick_sheet') visit.room -= ruler.section(one);
      });
      for (const i of made.more) if (follows(topics[i], made)) visit.room -= ruler.topic(brief(topics[i], visit));
      sections[kind.sections.indexOf('plan')] = tellPlan(visit);
      sections[kind.sections.indexOf('more')] = tellMore(visit);
    }
    const footer = [patient && stylePatient(styleValues), values.request_id && styleRequest(styleValues)];
    return {
      locale, direction: text.direction, page, large, kind: kind.id, title, patient,
      footer: footer.filter((words_) => words_).join(String.raw`\0000a0\0000b7\0000a0`), sections: sections.flat(),
    };
  };
  return { conditions, read, sheet, constants: topics.flatMap((topic) => [topic.whole, topic.brief]) };
}
