// Plain JavaScript: every condition in one compiled function, the page in template strings.
import { makeSheets } from './sheet.mjs';

const lines = (items) => {
  let page = '';
  for (const item of items) page += `<li>${item}</li>\n`;
  return page;
};

const pictured = (items) => {
  let page = '';
  for (const { figure, words } of items) {
    page += figure ? `<li>${figure}${words}</figcaption></figure></li>\n` : `<li>${words}</li>\n`;
  }
  return page;
};

const writeTable = ({ columns, rows }) => {
  let page = '<table>\n<thead><tr><td></td>';
  for (const { day, date } of columns) {
    page += `<th scope="col">${day}${date ? `<br><span>${date}</span>` : ''}</th>`;
  }
  page += '</tr></thead>\n<tbody>\n';
  for (const { action, marks } of rows) {
    page += `<tr><th scope="row">${action}</th>`;
    for (const mark of marks) page += mark ? '<td>☐</td>' : '<td>–</td>';
    page += '</tr>\n';
  }
  return `${page}</tbody>\n</table>\n`;
};

const writeBlock = ({ type, text, label, items }) => {
  switch (type) {
    case 'paragraph': return `<p>${text}</p>\n`;
    case 'message': return `<p class="message">${text}</p>\n`;
    case 'list': return `${label ? `<h3>${label}</h3>\n` : ''}<ul>\n${lines(items)}</ul>\n`;
    case 'steps': return `<ol>\n${lines(items)}</ol>\n`;
    case 'pictured': return `<${text} class="pictured">\n${pictured(items)}</${text}>\n`;
    case 'tables': return items.map(writeTable).join('');
    default: return `<p class="${type}"><b>${label}:</b> ${text}</p>\n`;
  }
};
const writeBlocks = (blocks) => {
  let page = '';
  for (const block of blocks) page += writeBlock(block);
  return page;
};

const writeTopic = ({ heading, inBox, brief, blocks }) => {
  const level = inBox ? 'h4' : 'h3';
  return `<article class="${brief ? 'brief' : 'topic'}">\n<${level}>${heading}</${level}>\n${
    writeBlocks(blocks)}</article>\n`;
};

export default function makePage(pack, css) {
  const { conditions, read, sheet, constants } = makeSheets(pack);
  const evaluate = conditions.evaluator();
  const ready = new Map(constants.map((topic) => [topic, writeTopic(topic)]));

  const topic = (one) => ready.get(one) ?? writeTopic(one);
  const topics = (parts) => {
    let page = '';
    for (const part of parts) {
      page += part.topics ? `<div class="box">\n<h3>${part.heading}</h3>\n${
        writeBlocks(part.blocks)}${topics(part.topics)}</div>\n` : topic(part);
    }
    return page;
  };

  return (json) => {
    const patient = read(json);
    const truth = new Uint8Array(conditions.nodes.length);
    evaluate(patient.f, truth);
    const { locale, direction, page, large, kind, title, patient: name, footer, sections } = sheet(patient, truth);
    let body = '';
    for (const { id, heading, blocks, parts } of sections) {
      body += `<section class="${id}">\n${heading ? `<h2>${heading}</h2>\n` : ''}${
        writeBlocks(blocks)}${topics(parts)}</section>\n`;
    }
    return `<!DOCTYPE html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${css}@page{size:${page};@bottom-left{content:"${footer}"}}
</style>
</head>
<body>
<main>
<div class="handout ${kind}${large ? ' large' : ''}" lang="${locale}" dir="${direction}">
<header>
<h1>${title}</h1>
${name ? `<p class="patient">${name}</p>\n` : ''}</header>
${body}</div>
</main>
</body>
</html>
`;
  };
}
