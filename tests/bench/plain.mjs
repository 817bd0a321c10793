// The product's page as plain JavaScript writes it: JSON.parse, conditions compiled to one function, template strings.
//
// plain.mjs PACK.json CSS pages OUT_FOLDER INTAKE...   writes one page for each intake
// plain.mjs PACK.json CSS slices INTAKE...             for each line "milliseconds" on standard input runs
//                                                                  that long and answers "calls cpu_microseconds"
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

// Truth in two bits, "may be true" and "is true": "and" and "or" are & and |.
const NO = 0, UNKNOWN = 1, YES = 3;
const TIERS = ['none', 'self_care', 'routine', 'soon', 'same_day', 'emergency'];
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c]) : text);

function makeEngine(pack, css) {
  const locale = Object.keys(pack.text)[0];
  const text = pack.text[locale];
  const questions = pack.questions;
  const questionIndex = new Map(questions.map((question, i) => [question.id, i]));
  const days = pack.tick_sheet.days;
  const topicIndex = new Map(pack.topics.map((topic, i) => [topic.id, i]));
  for (const question of questions) {
    question.index = new Map((question.values ?? []).map((value, i) => [value, i]));
    const texts = text.questions[question.id];
    question.label = escape(texts.label);
    question.valueLabels = (question.values ?? []).map((value) => escape(texts.values[value].label));
  }
  const members = (question, values) => values.reduce((mask, value) => mask | (1 << question.index.get(value)), 0);

  // Conditions: each distinct one is an entry of `truth`, after those that it is made of.
  const nodes = [];
  const nodeOf = new Map();
  const atom = (condition) => {
    if (condition.unsure !== undefined) return `f.unsure[${questionIndex.get(condition.unsure)}] ? ${YES} : ${NO}`;
    const q = questionIndex.get(condition.question);
    const mask = condition.of && members(questions[q], condition.of);
    let holds = `(f.members[${q}] & ${mask}) !== 0`;
    if (condition.from !== undefined) {
      holds = `f.number[${q}] >= ${condition.from} && f.number[${q}] <= ${condition.to}`;
    } else if (condition.at_least > 1) {
      const bits = condition.of.map((value) => `(f.members[${q}] >> ${questions[q].index.get(value)} & 1)`);
      holds = `${bits.join(' + ')} >= ${condition.at_least}`;
    }
    return `f.known[${q}] ? (${holds} ? ${YES} : ${NO}) : ${UNKNOWN}`;
  };
  const node = (condition) => {
    if (condition === null || condition === undefined) return -1;
    const key = JSON.stringify(condition);
    if (nodeOf.has(key)) return nodeOf.get(key);
    const sides = condition.all ?? condition.any;
    const children = sides?.map(node);
    const sign = condition.all ? ' & ' : ' | ';
    const source = children ? children.map((child) => `t[${child}]`).join(sign) : atom(condition);
    const q = children ? -1 : questionIndex.get(condition.question ?? condition.unsure);
    const mask = condition.of ? members(questions[q], condition.of) : 0;
    nodeOf.set(key, nodes.length);
    nodes.push({ source, children, all: condition.all !== undefined, q, mask });
    return nodes.length - 1;
  };
  const inline = (condition) => {
    const sides = condition.all ?? condition.any;
    return sides ? `(${sides.map(inline).join(condition.all ? ' & ' : ' | ')})` : `(${atom(condition)})`;
  };
  const namedBy = (condition) => {
    const sides = condition.all ?? condition.any;
    const named = sides ? sides.flatMap(namedBy) : [questionIndex.get(condition.question ?? condition.unsure)];
    return [...new Set(named)].sort((a, b) => a - b);
  };

  const rules = pack.rules.map((rule) => ({
    when: node(rule.when), tier: TIERS.indexOf(rule.tier), flag: pack.flags.indexOf(rule.flag),
    reason: rule.reason, sentence: `<li>${escape(text.reasons[rule.reason])}</li>\n`, named: namedBy(rule.when),
  }));
  const contradictions = pack.contradictions.map((contradiction) => (contradiction.when
    ? { when: node(contradiction.when) }
    : { exceeds: contradiction.exceeds.map((part) => (typeof part === 'string' ? questionIndex.get(part) : part)) }));

  // Texts. What is fixed is filled in once; `$` holds what belongs to one patient, escaped.
  const fixed = {
    pack_version: pack.version, pack_date: pack.date, advice_line: text.advice_line ?? '',
    reviewer: pack.review.reviewer ?? '',
  };
  const template = (source) => {
    const parts = (source ?? '').split(/[{}]/).map((part, i) => {
      if (i % 2 === 0) return escape(part);
      return part in fixed ? escape(fixed[part]) : { name: part };
    });
    const code = parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : `$.${part.name}`)).join(' + ');
    return new Function('$', `return ${code};`);
  };
  const label = (name) => template(text.handout[name]);
  const words = (name) => escape(text.handout[name]);
  const listSeparator = words('list_separator');
  const labelled = (kind, words_, name = kind) =>
    (words_ ? `<p class="${kind}"><b>${words(name)}:</b> ${words_}</p>\n` : '');
  const list = (items) => (items.length ? `<ul>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n` : '');

  const organisation = new Map(pack.sources.map((source) => [source.id, source.organisation]));
  const organisationsOf = (sources) => sources.map((id) => organisation.get(id)).filter((name) => name !== '');
  const field = (texts, name) => (name in texts ? escape(texts[name] ?? '') : undefined);
  const FIELDS = ['title', 'line', 'why', 'dose', 'stop_if', 'caution', 'evidence', 'tick', 'note', 'warn', 'left_out'];
  const topicText = (texts) => ({
    ...Object.fromEntries(FIELDS.map((name) => [name, field(texts, name)])),
    steps: texts.steps?.map(escape),
    items: texts.items?.map((item) =>
      (typeof item === 'string' ? { words: escape(item) } : { part: item.part, words: escape(item.text) })),
  });

  const topicPage = (texts, inBox, cautions, items) => {
    const level = inBox ? 'h4' : 'h3';
    const steps = texts.steps?.length ? `<ol>\n${texts.steps.map((step) => `<li>${step}</li>\n`).join('')}</ol>\n` : '';
    return `<article class="topic">\n<${level}>${texts.title}</${level}>\n${texts.why ? `<p>${texts.why}</p>\n` : ''}${
      list(items)}${steps}${labelled('dose', texts.dose)}${cautions}${labelled('stop_if', texts.stop_if)}${
      labelled('caution', texts.caution)}${labelled('evidence', texts.evidence)}</article>\n`;
  };
  const briefPage = (texts, cautions, items) =>
    `<article class="brief">\n<h3>${texts.title}</h3>\n<p>${texts.line}${
      items.length ? ` ${items.join(listSeparator)}.` : ''}</p>\n${cautions}${
      labelled('evidence', texts.evidence)}</article>\n`;

  const topics = pack.topics.map((topic) => {
    const texts = text.topics[topic.id];
    const own = topicText(texts);
    const inBox = pack.one_box.includes(topic.id);
    const items = (own.items ?? []).map((item) => item.words);
    return {
      own, inBox,
      offered: node(topic.offered_when), withheld: node(topic.withheld_when),
      withholdUnknown: topic.unknown === 'withhold',
      named: topic.withheld_when ? namedBy(topic.withheld_when) : [],
      adjustments: topic.adjustments.map((adjustment) => ({
        when: node(adjustment.when), part: adjustment.note === 'part_left_out' ? adjustment.id : undefined,
        variant: texts.variants?.[adjustment.id] && topicText(texts.variants[adjustment.id]),
      })),
      organisations: organisationsOf(topic.sources), mostDays: topic.most_days ?? days,
      page: topicPage(own, inBox, '', items), brief: briefPage(own, '', items),
    };
  });

  const slots = pack.slots.map((slot) => ({
    atMost: slot.at_most, kinds: new Set(slot.kinds),
    entries: slot.topics.map((entry) => ({
      topic: topicIndex.get(entry.topic), when: node(entry.when),
      followers: entry.followed_by.map((id) => topicIndex.get(id)),
    })),
  }));
  const sequences = new Map(pack.tick_sheet.sequences.map((sequence) => [topicIndex.get(sequence.first), {
    question: questionIndex.get(sequence.question), atMost: sequence.at_most, then: topicIndex.get(sequence.then),
  }]));
  const notices = pack.notices.map((notice) => {
    const body = labelled('caution', escape(text.notices[notice.id]));
    return {
      section: notice.section, when: node(notice.when),
      page: notice.section === 'notices' ? `<section class="notices">\n${body}</section>\n` : body,
    };
  });
  const kinds = pack.kinds.map((kind) => {
    const texts = text.kinds[kind.id];
    const listSection = (name) => {
      if (!texts[name].length) return () => '';
      const heading = texts[`${name}_title`] ? `<h2>${escape(texts[`${name}_title`])}</h2>\n` : '';
      const items = texts[name].map(template);
      return ($) => `<section class="${name}">\n${heading}${list(items.map((item) => item($)))}</section>\n`;
    };
    return {
      id: kind.id, holds: new Set(kind.topics.map((id) => topicIndex.get(id))),
      alwaysOffers: new Set(kind.always_offers.map((id) => topicIndex.get(id))),
      whyFrom: TIERS.indexOf(kind.why_from), sections: kind.sections,
      title: template(texts.title), message: template(texts.message),
      whyTitle: texts.why_title ? `<h2>${escape(texts.why_title)}</h2>\n` : '',
      whyUnfinished: texts.why_unfinished ? `<li>${escape(texts.why_unfinished)}</li>\n` : '',
      advice: listSection('advice'), tell: listSection('tell'),
    };
  });

  const settle = new Function('f', questions.map((question, q) => (question.asked_when
    ? `if (!f.known[${q}] && (${inline(question.asked_when)}) === ${NO}) {
         f.known[${q}] = true; f.unsure[${q}] = false; f.asked[${q}] = false;
         f.members[${q}] = ${members(question, question.else)};
       }`
    : '')).join('\n'));
  const evaluate = new Function('f', 't', nodes.map((one, i) => `t[${i}] = ${one.source};`).join('\n'));

  // An intake in

  const refuse = (what) => { throw new Error(what); };

  const readAnswers = (answers) => {
    const f = {
      known: new Array(questions.length).fill(false), unsure: new Array(questions.length).fill(false),
      asked: new Array(questions.length).fill(true), members: new Array(questions.length).fill(0),
      number: new Array(questions.length).fill(0),
    };
    for (const id of Object.keys(answers)) {
      const answer = answers[id];
      const q = questionIndex.get(id) ?? refuse('question');
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
        f.members[q] = 1 << (question.index.get(answer) ?? refuse('value'));
      } else {
        if (!Array.isArray(answer)) refuse('type');
        for (const value of answer) {
          const bit = 1 << (question.index.get(value) ?? refuse('value'));
          if ((f.members[q] & bit) !== 0) refuse('twice');
          f.members[q] |= bit;
        }
      }
      f.known[q] = true;
    }
    settle(f);
    return f;
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
  const nextDay = ({ year, month, day }) => {
    if (day < daysIn(year, month)) return { year, month, day: day + 1 };
    return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
  };
  const only = (object, names) => {
    for (const name of Object.keys(object)) if (!names.has(name)) refuse('member');
  };
  const ROOT = new Set(['answers', 'request', 'handout']);
  const REQUEST = new Set(['id', 'subject', 'encounter']);
  const HANDOUT = new Set(['locale', 'large_print', 'page', 'date', 'patient_name', 'clinic']);
  const CLINIC = new Set(['name', 'phone', 'out_of_hours', 'emergency_number', 'locale']);

  // What the answers mean

  const assess = (f) => {
    const truth = new Uint8Array(nodes.length);
    evaluate(f, truth);
    const flags = new Uint8Array(pack.flags.length);
    let known = 1, possible = 1;
    for (const rule of rules) {
      const raised = truth[rule.when];
      flags[rule.flag] |= raised;
      if (raised === YES && rule.tier > known) known = rule.tier;
      if (raised !== NO && rule.tier > possible) possible = rule.tier;
    }
    const complete = possible === known;
    const open = new Set();
    for (const rule of rules) {
      if (rule.tier <= known || truth[rule.when] !== UNKNOWN) continue;
      for (const q of rule.named) if (!f.known[q]) open.add(q);
    }
    const found = contradictions.filter(({ when, exceeds }) => {
      if (when !== undefined) return truth[when] === YES;
      const [left, factor, right, offset] = exceeds;
      return f.known[left] && f.known[right] && f.number[left] > factor * (f.number[right] + offset);
    });
    const tier = complete ? known : Math.max(known, possible >= 4 ? 3 : 2);
    return { truth, flags, known, complete, tier, openQuestions: open.size, contradictions: found };
  };
  const holds = (assessment, when, otherwise) => (when < 0 ? otherwise : assessment.truth[when]);

  const plan = (assessment) => {
    const kind = kinds[assessment.tier - 1];
    const main = [], more = [], withheld = [];
    const fits = new Set(), offered = new Set();
    topics.forEach((topic, i) => {
      if (!kind.holds.has(i)) return;
      if (!kind.alwaysOffers.has(i) && holds(assessment, topic.offered, YES) !== YES) return;
      const harms = holds(assessment, topic.withheld, NO);
      if (harms === YES || (harms === UNKNOWN && topic.withholdUnknown)) {
        withheld.push(i);
      } else {
        fits.add(i);
        offered.add(i);
      }
    });
    const place = (i) => {
      if (!fits.delete(i)) return false;
      main.push(i);
      return true;
    };
    for (const slot of slots) {
      if (slot.kinds.size > 0 && !slot.kinds.has(kind.id)) continue;
      let taken = 0;
      for (const entry of slot.entries) {
        if (taken === slot.atMost) break;
        if (holds(assessment, entry.when, YES) !== YES || !place(entry.topic)) continue;
        taken += 1;
        entry.followers.forEach(place);
      }
    }
    more.push(...fits);
    return { kind, main, more, withheld, offered };
  };

  // The page

  const tailor = (topic, assessment) => {
    const warns = holds(assessment, topic.withheld, NO) === UNKNOWN;
    const variants = [], leftOut = new Set();
    for (const adjustment of topic.adjustments) {
      if (assessment.truth[adjustment.when] === NO) continue;
      if (adjustment.part === undefined) variants.push(adjustment.variant);
      else leftOut.add(adjustment.part);
    }
    if (!warns && variants.length === 0 && leftOut.size === 0) return null;
    const texts = { ...topic.own };
    for (const variant of variants) {
      for (const name of Object.keys(variant)) if (variant[name] !== undefined) texts[name] = variant[name];
    }
    const cautions = (warns ? labelled('caution', topic.own.warn) : '')
      + variants.map((variant) => labelled('caution', variant.note)).join('');
    const items = (texts.items ?? []).filter((item) => !leftOut.has(item.part)).map((item) => item.words);
    return { texts, cautions, items };
  };
  const writeTopic = (topic, assessment) => {
    const tailored = tailor(topic, assessment);
    return tailored ? topicPage(tailored.texts, topic.inBox, tailored.cautions, tailored.items) : topic.page;
  };
  const writeBrief = (topic, assessment) => {
    const tailored = tailor(topic, assessment);
    return tailored ? briefPage(tailored.texts, tailored.cautions, tailored.items) : topic.brief;
  };

  const collect = (f, truth, i, met) => {
    const one = nodes[i];
    if (one.children) {
      for (const child of one.children) if (one.all || truth[child] === YES) collect(f, truth, child, met);
    } else if (truth[i] === YES) {
      met.set(one.q, (met.get(one.q) ?? 0) | (one.mask & f.members[one.q]));
    }
  };
  const becauseOf = label('because_of'), notAnswered = label('not_answered');
  const leftOutReason = (topic, f, assessment) => {
    const labels = new Set();
    let form = notAnswered;
    if (assessment.truth[topic.withheld] === YES) {
      form = becauseOf;
      const met = new Map();
      collect(f, assessment.truth, topic.withheld, met);
      for (const q of [...met.keys()].sort((a, b) => a - b)) {
        if (!f.asked[q]) continue;
        const question = questions[q];
        if (f.unsure[q] || question.type === 'integer') labels.add(question.label);
        question.valueLabels.forEach((one, value) => {
          if ((met.get(q) >> value & 1) !== 0) labels.add(one);
        });
      }
    } else {
      for (const q of topic.named) if (!f.known[q]) labels.add(questions[q].label);
    }
    const reasons = labels.size > 0 ? form({ labels: [...labels].join(listSeparator) }) : '';
    return `${topic.own.left_out} (${reasons})`;
  };

  const unfinishedOne = label('unfinished_one'), unfinishedMany = label('unfinished_many');
  const contact = Object.fromEntries(['contact_clinic', 'contact_phone', 'contact_blank', 'contact_out_of_hours',
    'contact_out_of_hours_unknown', 'contact_advice_line', 'contact_emergency'].map((name) => [name, label(name)]));
  const forPatient = label('for_patient'), sheetDay = label('sheet_day'), requestLine = label('request');
  const longDate = template(text.date.long), shortDate = template(text.date.short);
  const made = label('made_from_answers'), madeUndated = label('made_from_answers_undated');
  const sourcesLine = label('sources');
  const emergencyTitle = template(text.safety_net.emergency_title);
  const emergencyItems = text.safety_net.emergency.map(template);
  const safetyNetHead = `<section class="safety_net">\n<h2>${escape(text.safety_net.title)}</h2>\n`;
  const safetyNetFoot = `<h3>${escape(text.safety_net.clinic_title)}</h3>\n${
    list(text.safety_net.clinic.map(escape))}<p>${escape(text.safety_net.return)}</p>\n`;
  const review = pack.review.state === 'none' ? label('review_none')({})
    : label('review_done')({ date: escape(pack.review.date ?? '') });
  const language = (tag) => tag.split('-')[0];
  const offers = Object.keys(pack.text).filter((tag) => language(tag) !== language(locale))
    .map((tag) => `<p>${escape(pack.text[tag].handout.offer_language)}</p>\n`).join('');
  const safetyNetOrganisations = organisationsOf(pack.safety_net_sources);
  const months = text.date.months.map(escape), shortMonths = text.date.short_months.map(escape);

  const write = {
    unfinished: ({ assessment, $ }) => {
      if (assessment.complete) return '';
      $.count = assessment.openQuestions;
      const line = assessment.openQuestions === 1 ? unfinishedOne($) : unfinishedMany($);
      return `<section class="unfinished">\n<p>${line}</p>\n</section>\n`;
    },
    notices: ({ assessment }, section = 'notices') => {
      let page = '';
      for (const notice of notices) {
        if (notice.section === section && assessment.truth[notice.when] === YES) page += notice.page;
      }
      return page;
    },
    message: ({ made: { kind }, $ }) =>
      `<section class="message">\n<p class="message">${kind.message($)}</p>\n</section>\n`,
    why: ({ assessment, made: { kind } }) => {
      const told = new Set();
      let items = '';
      for (let tier = assessment.known; tier >= kind.whyFrom; tier -= 1) {
        for (const rule of rules) {
          if (rule.tier !== tier || told.has(rule.reason) || assessment.truth[rule.when] !== YES) continue;
          told.add(rule.reason);
          items += rule.sentence;
        }
      }
      if (assessment.tier > assessment.known) items += kind.whyUnfinished;
      return items ? `<section class="why">\n${kind.whyTitle}<ul>\n${items}</ul>\n</section>\n` : '';
    },
    advice: ({ made: { kind }, $ }) => kind.advice($),
    tell: ({ made: { kind }, $ }) => kind.tell($),
    contact: ({ $ }) => `<section class="contact">\n<h2>${words('contact_title')}</h2>\n${list([
      ...($.clinic_name ? [contact.contact_clinic($)] : []),
      $.clinic_phone ? contact.contact_phone($) : contact.contact_blank($),
      $.out_of_hours ? contact.contact_out_of_hours($) : contact.contact_out_of_hours_unknown($),
      ...(fixed.advice_line ? [contact.contact_advice_line($)] : []),
      contact.contact_emergency($)])}</section>\n`,
    plan: (sheet) => {
      const { assessment, made: { main } } = sheet;
      if (main.length === 0) return '';
      let page = `<section class="plan">\n<h2>${words('plan_title')}</h2>\n${write.notices(sheet, 'plan')}`;
      let boxOpen = false;
      for (const i of main) {
        const topic = topics[i];
        if (boxOpen && !topic.inBox) page += '</div>\n';
        if (topic.inBox && !boxOpen) page += `<div class="box">\n<h3>${words('pain_relief_title')}</h3>\n`;
        boxOpen = topic.inBox;
        page += writeTopic(topic, assessment);
      }
      return `${page}${boxOpen ? '</div>\n' : ''}</section>\n`;
    },
    tick_sheet: ({ f, assessment, date, made: { main, offered }, $ }) => {
      if (main.length === 0) return '';
      const everyDay = 2 ** days - 1;
      const rows = [];
      for (const i of main) {
        const sequence = sequences.get(i);
        if (!sequence) {
          rows.push({ topic: topics[i], days: everyDay & (2 ** topics[i].mostDays - 1) });
          continue;
        }
        let first = 0;
        for (let day = 0; day < days && f.known[sequence.question]; day += 1) {
          if (f.number[sequence.question] + day <= sequence.atMost) first |= 1 << day;
        }
        rows.push({ topic: topics[i], days: first });
        if (offered.has(sequence.then)) rows.push({ topic: topics[sequence.then], days: everyDay & ~first });
      }
      for (const row of rows) {
        const texts = tailor(row.topic, assessment)?.texts ?? row.topic.own;
        // A variant may take the words away, but a topic without its own goes by its title.
        row.action = texts.tick || (row.topic.own.tick ? '' : row.topic.own.title);
      }
      let page = `<section class="tick_sheet">\n<h2>${words('sheet_title')}</h2>\n<p>${words('sheet_intro')}</p>\n${
        date ? '' : `<p>${words('sheet_date_line')}</p>\n`}`;
      let day = date;
      for (let first = 0; first < days; first += 7) {
        const last = Math.min(first + 7, days);
        page += '<table>\n<thead><tr><td></td>';
        for (let d = first; d < last; d += 1) {
          $.day = d + 1;
          page += `<th scope="col">${sheetDay($)}`;
          if (day) {
            page += `<br><span>${shortDate({ ...day, month: shortMonths[day.month - 1] })}</span>`;
            day = nextDay(day);
          }
          page += '</th>';
        }
        page += '</tr></thead>\n<tbody>\n';
        for (const row of rows) {
          const shown = (row.days >> first) & (2 ** (last - first) - 1);
          if (shown === 0) continue;
          page += `<tr><th scope="row">${row.action}</th>`;
          for (let d = 0; d < last - first; d += 1) page += (shown >> d & 1) !== 0 ? '<td>☐</td>' : '<td>–</td>';
          page += '</tr>\n';
        }
        page += '</tbody>\n</table>\n';
      }
      return `${page}</section>\n`;
    },
    more: ({ assessment, made: { more } }) => {
      if (more.length === 0) return '';
      let page = `<section class="more">\n<h2>${words('more_title')}</h2>\n`;
      for (const i of more) page += writeBrief(topics[i], assessment);
      return `${page}</section>\n`;
    },
    left_out: ({ f, assessment, made: { withheld } }) => {
      if (withheld.length === 0) return '';
      const titlesOf = new Map();
      for (const i of withheld) {
        const reason = leftOutReason(topics[i], f, assessment);
        const titles = titlesOf.get(reason);
        titlesOf.set(reason, titles ? `${titles}${listSeparator}${topics[i].own.title}` : topics[i].own.title);
      }
      let page = `<section class="left_out">\n<h2>${words('left_out_title')}</h2>\n<p>${words('left_out_intro')}</p>\n`;
      page += '<ul>\n';
      for (const [reason, titles] of titlesOf) page += `<li>${titles}: ${reason}</li>\n`;
      return `${page}</ul>\n</section>\n`;
    },
    safety_net: ({ date, $ }) => {
      if (date) $.date = longDate({ ...date, month: months[date.month - 1] });
      return `${safetyNetHead}<h3>${emergencyTitle($)}</h3>\n${list(emergencyItems.map((item) => item($)))}${
        safetyNetFoot}<p>${date ? made($) : madeUndated($)}</p>\n</section>\n`;
    },
    foot: ({ made: { main, more }, $ }) => {
      const named = new Set(safetyNetOrganisations);
      for (const i of main) for (const name of topics[i].organisations) named.add(name);
      for (const i of more) for (const name of topics[i].organisations) named.add(name);
      $.sources = escape([...named].sort().join(text.handout.list_separator));
      return `<section class="foot">\n<p>${words('not_a_replacement')}</p>\n<p>${review}</p>\n<p>${
        versionLine}</p>\n<p>${sourcesLine($)}</p>\n${
        $.request_id ? `<p>${requestLine($)}</p>\n` : ''}${offers}</section>\n`;
    },
  };
  const versionLine = label('version')({});

  return (json) => {
    const intake = JSON.parse(json);
    only(intake, ROOT);
    const { request = {}, handout = {} } = intake;
    const clinic = handout.clinic ?? {};
    only(request, REQUEST);
    only(handout, HANDOUT);
    only(clinic, CLINIC);
    if ((handout.locale ?? locale) !== locale || (clinic.locale ?? locale) !== locale) refuse('locale');
    const page = handout.page ?? text.page;
    if (page !== 'A4' && page !== 'Letter') refuse('page');
    checkText(request.subject, 200);
    checkText(request.encounter, 200);
    const f = readAnswers(intake.answers ?? refuse('answers'));
    const date = readDate(handout.date);
    const $ = {
      emergency_number: escape(checkText(clinic.emergency_number, 20) || text.emergency_number),
      clinic_name: escape(checkText(clinic.name, 200)), clinic_phone: escape(checkText(clinic.phone, 60)),
      out_of_hours: escape(checkText(clinic.out_of_hours, 400)), call: escape(clinic.phone || '____________'),
      patient_name: escape(checkText(handout.patient_name, 200)), request_id: escape(checkText(request.id, 64)),
      count: 0, day: 0, date: '', sources: '',
    };
    const assessment = assess(f);
    const sheet = { f, assessment, made: plan(assessment), date, $ };
    const { kind } = sheet.made;
    const title = kind.title($);
    let body = '';
    for (const section of kind.sections) body += write[section](sheet);
    return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
@page{size:${page}}
${css}</style>
</head>
<body>
<main>
<div class="handout ${kind.id}${handout.large_print ? ' large' : ''}" lang="${locale}">
<header>
<h1>${title}</h1>
${$.patient_name ? `<p class="patient">${forPatient($)}</p>\n` : ''}</header>
${body}</div>
</main>
</body>
</html>
`;
  };
}

const [packPath, cssPath, mode, ...rest] = process.argv.slice(2);
const page = makeEngine(JSON.parse(readFileSync(packPath, 'utf8')), readFileSync(cssPath, 'utf8'));

if (mode === 'pages') {
  const [folder, ...paths] = rest;
  for (const path of paths) {
    writeFileSync(join(folder, `${basename(path, '.json')}.html`), page(readFileSync(path, 'utf8')));
  }
} else {
  const intakes = rest.map((path) => readFileSync(path, 'utf8'));
  const out = Buffer.alloc(256 * 1024);  // the page as bytes, as the product gives it
  let next = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const end = process.hrtime.bigint() + BigInt(line) * 1000000n;
    const before = process.cpuUsage();
    let calls = 0;
    do {
      for (let i = 0; i < 16; i += 1) {
        out.write(page(intakes[next]));
        next = (next + 1) % intakes.length;
      }
      calls += 16;
    } while (process.hrtime.bigint() < end);
    const used = process.cpuUsage(before);
    process.stdout.write(`${calls} ${used.user + used.system}\n`);
  }
}
