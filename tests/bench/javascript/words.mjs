// Texts of the pack, ready for a page.
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c]) : text);

// A function from a patient's values (escaped) to the text; what is the same for everybody is filled in at once.
export const makeTemplate = (fixed) => (source) => {
  const parts = (source ?? '').split(/[{}]/).map((part, i) => {
    if (i % 2 === 0) return JSON.stringify(escape(part));
    return part in fixed ? JSON.stringify(escape(fixed[part])) : `$.${part}`;
  });
  return new Function('$', `return ${parts.join(' + ')};`);
};
