// The pack's conditions as JavaScript. Each distinct one is a node, after the nodes that it is made of.

// Truth in two bits, "may be true" and "is true": "and" and "or" are & and |.
export const NO = 0, UNKNOWN = 1, YES = 3;

export class Conditions {
  nodes = [];
  roots = new Set();  // the nodes that something asks for by themselves
  #questions;
  #indexOf;
  #nodeOf = new Map();

  constructor(questions) {
    this.#questions = questions;
    this.#indexOf = new Map(questions.map((question, i) => [question.id, i]));
  }

  // The index of the condition's node; -1 if there is no condition.
  root(condition) {
    if (condition === null || condition === undefined) return -1;
    const node = this.#node(condition);
    this.roots.add(node);
    return node;
  }

  mask(q, values) {
    return values.reduce((mask, value) => mask | (1 << this.#questions[q].values.indexOf(value)), 0);
  }

  // The questions that it names, in their order.
  named(condition) {
    if (!condition) return [];
    const sides = condition.all ?? condition.any;
    const named = sides ? sides.flatMap((side) => this.named(side)) : [this.#question(condition)];
    return [...new Set(named)].sort((a, b) => a - b);
  }

  // Fills an array of truths, one a node.
  evaluator() {
    return new Function('f', 't', this.nodes.map(({ source }, i) => `t[${i}] = ${source};`).join('\n'));
  }

  // The expression of one condition by itself.
  inline(condition) {
    const sides = condition.all ?? condition.any;
    if (!sides) return `(${this.#atom(condition)})`;
    return `(${sides.map((side) => this.inline(side)).join(condition.all ? ' & ' : ' | ')})`;
  }

  // A condition that can tell which answers make it true.
  grounds(condition) {
    if (!condition) return null;
    const sides = condition.all ?? condition.any;
    return {
      holds: new Function('f', `return ${this.inline(condition)};`), all: condition.all !== undefined,
      sides: sides?.map((side) => this.grounds(side)), q: sides ? -1 : this.#question(condition),
      mask: condition.of ? this.mask(this.#question(condition), condition.of) : 0,
    };
  }

  #question(atom) {
    return this.#indexOf.get(atom.question ?? atom.unsure);
  }

  #node(condition) {
    const key = JSON.stringify(condition);
    if (!this.#nodeOf.has(key)) {
      const sides = (condition.all ?? condition.any)?.map((side) => this.#node(side));
      const source = sides?.map((side) => `t[${side}]`).join(condition.all ? ' & ' : ' | ') ?? this.#atom(condition);
      this.#nodeOf.set(key, this.nodes.length);
      this.nodes.push({ condition, source, sides });
    }
    return this.#nodeOf.get(key);
  }

  #atom(condition) {
    const q = this.#question(condition);
    if (condition.unsure !== undefined) return `f.unsure[${q}] ? ${YES} : ${NO}`;
    let holds;
    if (condition.from !== undefined) {
      holds = `f.number[${q}] >= ${condition.from} && f.number[${q}] <= ${condition.to}`;
    } else if (condition.at_least > 1) {
      const bits = condition.of.map((value) => `(f.members[${q}] >> ${this.#questions[q].values.indexOf(value)} & 1)`);
      holds = `${bits.join(' + ')} >= ${condition.at_least}`;
    } else {
      holds = `(f.members[${q}] & ${this.mask(q, condition.of)}) !== 0`;
    }
    return `f.known[${q}] ? (${holds} ? ${YES} : ${NO}) : ${UNKNOWN}`;
  }
}
