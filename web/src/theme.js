// How charts look, on light and on dark paper. Colours begin with the hues of Okabe and Ito; each stands out from its paper
// by 3:1 at least, and no two come near each other for any common kind of colour blindness: test/theme.test.js has the
// figures.
const colours = {
  light: ['#0072B2', '#E47302', '#0A9874', '#EC1041', '#C879A7', '#4994DE', '#5B2A8C', '#7B6D00'],
  dark: ['#0261FF', '#F7D621', '#04A575', '#C13707', '#FF71BE', '#50B3FF', '#B32EB9', '#ABB528'],
};

const shapes = [
  'circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right', 'triangle-left',
];

// Colours begin again after the eighth; the shapes then go on with the next, so that each of 64 looks is one's own.
const symbols = Array.from({ length: shapes.length ** 2 }, (_, i) =>
  shapes[(i + Math.floor(i / shapes.length)) % shapes.length]);

const common = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 500, grid: true },
  header: { labelFontSize: 13, labelFontWeight: 600 },
  legend: {
    labelFontSize: 12, labelLimit: 0, titleFontSize: 12, titleFontWeight: 500, symbolStrokeWidth: 2, symbolOpacity: 1,
  },
  title: { fontSize: 13, fontWeight: 600 },
  view: { stroke: null },
};

function on(category, ink, faint) {
  return {
    ...common,
    range: { category, symbol: symbols },
    axis: { ...common.axis, labelColor: ink, titleColor: ink, gridColor: faint, domainColor: ink, tickColor: ink },
    header: { ...common.header, labelColor: ink, titleColor: ink },
    legend: { ...common.legend, labelColor: ink, titleColor: ink, symbolBaseStrokeColor: ink },
    title: { ...common.title, color: ink },
    rule: { color: ink },
    tick: { color: ink },
    text: { color: ink },
  };
}

/** The configuration of Vega-Lite on light paper. */
export const light = on(colours.light, '#3a3f47', '#e3e6ea');

/** The same on dark paper. */
export const dark = on(colours.dark, '#d3d7dd', '#3b4048');
