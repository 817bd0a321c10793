// What the answers mean: the tiers that the rules raise, and the topics that fit the patient.
import { NO, UNKNOWN, YES } from './conditions.mjs';

export const TIERS = ['none', 'self_care', 'routine', 'soon', 'same_day', 'emergency'];

export const holds = (truth, node, otherwise) => (node < 0 ? otherwise : truth[node]);

export function makeAssess(pack, conditions) {
  const questionOf = new Map(pack.questions.map((question, i) => [question.id, i]));
  const rules = pack.rules.map(({ when, tier, flag, reason, private: isPrivate }) => ({
    when: conditions.root(when), tier: TIERS.indexOf(tier), flag: pack.flags.indexOf(flag), reason, isPrivate,
    named: conditions.named(when),
  }));
  const contradictions = pack.contradictions.map(({ when, exceeds }) => ({
    when: conditions.root(when),
    exceeds: exceeds?.map((part) => (typeof part === 'string' ? questionOf.get(part) : part)),
  }));

  return (f, truth) => {
    const flags = new Uint8Array(pack.flags.length);
    const raised = [];
    let known = 1, possible = 1;
    for (const rule of rules) {
      const holds_ = truth[rule.when];
      flags[rule.flag] |= holds_;
      if (holds_ === YES) {
        raised.push(rule);
        if (rule.tier > known) known = rule.tier;
      }
      if (holds_ !== NO && rule.tier > possible) possible = rule.tier;
    }
    const complete = possible === known;
    const open = new Set();
    for (const rule of complete ? [] : rules) {
      if (rule.tier <= known || truth[rule.when] !== UNKNOWN) continue;
      for (const q of rule.named) if (!f.known[q]) open.add(q);
    }
    const found = contradictions.filter(({ when, exceeds }) => {
      if (!exceeds) return truth[when] === YES;
      const [left, factor, right, offset] = exceeds;
      return f.known[left] && f.known[right] && f.number[left] > factor * (f.number[right] + offset);
    });
    const tier = complete ? known : Math.max(known, possible >= 4 ? 3 : 2);
    return { truth, flags, known, complete, tier, raised, openQuestions: open.size, contradictions: found };
  };
}

export function makePlan(pack, conditions) {
  const topicOf = new Map(pack.topics.map((topic, i) => [topic.id, i]));
  const topics = pack.topics.map((topic) => ({
    offered: conditions.root(topic.offered_when), withheld: conditions.root(topic.withheld_when),
    withholdUnknown: topic.unknown === 'withhold',
  }));
  const slots = pack.slots.map((slot) => ({
    atMost: slot.at_most, kinds: new Set(slot.kinds),
    entries: slot.topics.map((entry) => ({
      topic: topicOf.get(entry.topic), when: conditions.root(entry.when),
      followers: entry.followed_by.map((id) => topicOf.get(id)),
    })),
  }));
  const kinds = pack.kinds.map((kind) => ({
    id: kind.id, holds: new Set(kind.topics.map((id) => topicOf.get(id))),
    alwaysOffers: new Set(kind.always_offers.map((id) => topicOf.get(id))),
  }));

  return ({ truth, tier }) => {
    const kind = kinds[tier - 1];
    const main = [], withheld = [];
    const fits = new Set(), offered = new Set();
    topics.forEach((topic, i) => {
      if (!kind.holds.has(i)) return;
      if (!kind.alwaysOffers.has(i) && holds(truth, topic.offered, YES) !== YES) return;
      const harms = holds(truth, topic.withheld, NO);
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
        if (holds(truth, entry.when, YES) !== YES || !place(entry.topic)) continue;
        taken += 1;
        entry.followers.forEach(place);
      }
    }
    return { kind: tier - 1, main, more: [...fits], withheld, offered };
  };
}
