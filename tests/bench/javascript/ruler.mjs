// How many lines the parts of a sheet take on paper, in the two editions: what finds room there depends on it.
//
// Whatever has lines keeps them once they are counted; what is the same for everybody is counted once.
const PAPERS = [
  { letters: 53, picturesInRow: 3, captionLetters: 17, pictureLines: 5, room: { A4: 187, Letter: 169 } },
  { letters: 70, picturesInRow: 1, captionLetters: 52, pictureLines: 5, room: { A4: 104, Letter: 88 } },
];
const AROUND_LINE = 3;
const HEADING_LINES = 2;
// Lines at the end of a column that stay empty: what stands above the plan is not broken.
const LEFT_EMPTY = new Map([['why', 10], ['advice', 10], ['tell', 10], ['unfinished', 5], ['notices', 5]]);

// As bytes of the text before it was escaped.
export const lettersOf = (escaped) => {
  let letters = Buffer.byteLength(escaped);
  for (let at = escaped.indexOf('&'); at >= 0; at = escaped.indexOf('&', at + 1)) letters -= escaped.indexOf(';', at) - at;
  return letters;
};

// What is not broken leaves the end of a column empty.
const unbroken = (lines) => lines + Math.floor(lines / 4);

class Ruler {
  #edition;
  #paper;
  #beside = 0;  // lines beside the last row of pictures

  constructor(edition) {
    this.#edition = edition;
    this.#paper = PAPERS[edition];
  }

  // Of the sheet, below a head of so many letters.
  room(page, letters) {
    return this.#paper.room[page] - Math.floor(letters / this.#paper.letters);
  }

  section(one) {
    one.lines[this.#edition] ||= this.#section(one);
    return one.lines[this.#edition];
  }

  topic(one) {
    one.lines[this.#edition] ||= this.#topic(one);
    return one.lines[this.#edition];
  }

  #section({ id, heading, blocks }) {
    let lines = heading ? HEADING_LINES : 0;
    for (const block of blocks) lines += block.lines[this.#edition] ||= this.#block(block);
    return lines + (LEFT_EMPTY.get(id) ?? 0);
  }

  #topic({ brief, blocks }) {
    let lines = brief ? 0 : HEADING_LINES;
    for (const block of blocks) lines += this.#block(block);
    this.#beside = 0;
    return blocks.some(({ type }) => type === 'pictured') ? unbroken(lines) : lines;
  }

  #block({ type, text, label, items }) {
    if (type === 'pictured') return this.#pictured(text, items);
    const around = (label ? lettersOf(label) : 0) + AROUND_LINE;
    if (type !== 'list' && type !== 'steps') return this.#text(around + lettersOf(text));
    let lines = 0;
    for (const item of items) lines += this.#text(around + lettersOf(item));
    return lines;
  }

  // Text stands beside pictures first.
  #text(letters) {
    const all = this.#caption(letters);
    const stoodBeside = Math.min(this.#beside, all);
    this.#beside -= stoodBeside;
    if (stoodBeside === all) return 0;
    return Math.ceil(Math.floor(letters * (all - stoodBeside) / all) / this.#paper.letters);
  }

  #caption(letters) {
    return Math.ceil(letters / this.#paper.captionLetters);
  }

  #pictured(tag, items) {
    const { picturesInRow, pictureLines } = this.#paper;
    let lines = 0, row = 0, inRow = 0, undrawn = 0;
    const endRow = () => {
      lines += row;
      this.#beside = (picturesInRow - inRow) * row;
      row = inRow = 0;
    };
    for (const { figure, words } of items) {
      const letters = lettersOf(words) + AROUND_LINE;
      if (!figure && (tag === 'ol' || picturesInRow === 1)) {
        undrawn += letters;
        continue;
      }
      if (inRow === picturesInRow) endRow();
      inRow += 1;
      const picture = figure ? pictureLines : 0, caption = this.#caption(letters);
      row = Math.max(row, picturesInRow > 1 ? picture + caption : Math.max(picture, caption));
    }
    endRow();
    if (tag === 'ul') this.#beside = 0;
    return lines + (undrawn > 0 ? this.#text(undrawn) : 0);
  }
}

const rulers = PAPERS.map((_, edition) => new Ruler(edition));
export const rulerOf = (isLarge) => rulers[isLarge ? 1 : 0];
