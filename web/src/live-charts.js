// Apart from live.js, so that pages without charts need not wait for Vega.
export { draw, offer, redrawOnTheme } from './charts.js';
