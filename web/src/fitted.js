// What axes and legends take beside a panel, in pixels.
const beside = 80;

/**
 * The same chart for a place of some width: panels that do not fit beside each other stand below each other, and where
 * there is but one in a row, so do the names of a legend.
 */
export function fitted(specification, width) {
  const { datasets, ...chart } = specification;
  const panels = chart.spec ? [chart.spec] : chart.concat ?? [];
  if (!chart.columns || !width)
    return specification;
  const room = Math.floor(width / (Math.max(...panels.map(panel => panel.width)) + beside));
  const columns = Math.max(1, Math.min(chart.columns, room));
  const inside = (key, value) => key === 'legend' && value?.columns && columns === 1 ? { ...value, columns } : value;
  return { ...JSON.parse(JSON.stringify({ ...chart, columns }), inside), datasets };
}
