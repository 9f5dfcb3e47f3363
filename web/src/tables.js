// Tables that can be sorted by any column, and the long ones filtered. Without this script they are plain tables.

const enoughToFilter = 8;

/** What a cell sorts by: its first number, or its text. */
export function sortKey(text) {
  const plain = text.trim().replaceAll('−', '-').replaceAll(',', '');
  const number = plain.match(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?/);
  return number ? Number(number[0]) : plain.toLowerCase();
}

/** Numbers before texts, texts by the alphabet. */
export function compareKeys(a, b) {
  if (typeof a === typeof b)
    return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}

function sortBy(table, column, descending) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map(row => ({ row, key: sortKey(row.cells[column]?.textContent ?? '') }));
  rows.sort((a, b) => compareKeys(a.key, b.key) * (descending ? -1 : 1));
  body.append(...rows.map(({ row }) => row));
}

function makeSortable(table) {
  const headers = [...table.tHead.rows[0].cells];
  headers.forEach((header, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => {
      const descending = header.getAttribute('aria-sort') === 'ascending';
      for (const other of headers)
        other.removeAttribute('aria-sort');
      header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      sortBy(table, column, descending);
    });
  });
}

function makeFilterable(table) {
  const label = document.createElement('label');
  label.className = 'filter';
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = 'variant, seed, …';
  const count = document.createElement('output');
  label.append('Filter ', input, ' ', count);
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(word => word);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.value = words.length ? `${shown} of ${table.tBodies[0].rows.length}` : '';
  });
  table.parentElement.before(label);
}

/** Gives every table of a page with a head its buttons. */
export function enliven(root) {
  for (const table of root.querySelectorAll('table:not(.fixed)')) {
    if (!table.tHead || !table.tBodies.length)
      continue;
    makeSortable(table);
    if (table.tBodies[0].rows.length >= enoughToFilter)
      makeFilterable(table);
  }
}
