// How charts look, on light and on dark paper. Colours are Okabe and Ito's, which no common kind of colour blindness
// confuses; black, the first of theirs, gives way to grey, which shows on both.
const colours = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9', '#8C8C8C', '#B8A800'];

const common = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  range: { category: colours },
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 500, grid: true },
  header: { labelFontSize: 13, labelFontWeight: 600 },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500, symbolStrokeWidth: 2, symbolOpacity: 1 },
  title: { fontSize: 13, fontWeight: 600 },
  view: { stroke: null },
};

function on(ink, faint) {
  return {
    ...common,
    axis: { ...common.axis, labelColor: ink, titleColor: ink, gridColor: faint, domainColor: ink, tickColor: ink },
    header: { ...common.header, labelColor: ink, titleColor: ink },
    legend: { ...common.legend, labelColor: ink, titleColor: ink },
    title: { ...common.title, color: ink },
    rule: { color: ink },
    tick: { color: ink },
    text: { color: ink },
  };
}

/** The configuration of Vega-Lite on light paper. */
export const light = on('#3a3f47', '#e3e6ea');

/** The same on dark paper. */
export const dark = on('#d3d7dd', '#3b4048');
