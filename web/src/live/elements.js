// Elements made by hand: whatever comes from the database becomes text, never markup.

/** An element with attributes (a function is a listener, false and null are left out) and children. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function')
      element.addEventListener(key, value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A table that scrolls where it is wider than the page; cells are texts or elements. Columns of numbers end together. */
export function table(header, rows) {
  const numeric = header.map((_, column) => rows.length > 0
    && rows.every(row => typeof row[column] === 'string' && /^(–|[−+-]?[\d.,]+( %)?)$/.test(row[column])));
  const cell = (name, attributes, content, column) =>
    h(name, { ...attributes, class: numeric[column] ? 'number' : null }, content);
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'A table that scrolls' }, h('table', {},
    h('thead', {}, h('tr', {}, header.map((content, column) => cell('th', { scope: 'col' }, content, column)))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((content, column) => cell('td', {}, content, column)))))));
}

/** A number as text, or a dash. */
export function figure(value, digits = 2) {
  return typeof value === 'number' ? value.toFixed(digits).replace('-', '−') : '–';
}

/** A count with its thing. */
export function count(number, thing) {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

/** Replaces what a place holds. */
export function fill(place, ...children) {
  place.replaceChildren(...children.flat().filter(child => child));
}
