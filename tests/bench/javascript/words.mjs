// Texts of the pack, ready for a page.
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c]) : text);

// In a quoted string of a style sheet.
export const styleEscape = (text) =>
  text.replace(/[^a-zA-Z0-9 \u0080-\uffff]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(6, '0')}`);

// A function from a patient's values (escaped) to the text; what is the same for everybody is filled in at once.
export const makeTemplate = (fixed, escapeFor = escape) => (source) => {
  const parts = (source ?? '').split(/[{}]/).map((part, i) => {
    if (i % 2 === 0) return JSON.stringify(escapeFor(part));
    return part in fixed ? JSON.stringify(escapeFor(fixed[part])) : `$.${part}`;
  });
  return new Function('$', `return ${parts.join(' + ')};`);
};
