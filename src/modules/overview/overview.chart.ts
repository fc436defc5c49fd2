import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

/** Readable on light and dark paper alike: an image does not know on which it lies. */
const INK = '#7a8699';
/** Without quotes: the library sets it into an attribute as it is. */
const FONT = 'system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';
const WIDTH = 500;
const ROW = 34;

/** Bars side by side or one upon the other, one group per label. */
export interface BarGroups {
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    readonly values: readonly (number | null)[];
  }[];
  readonly isStacked: boolean;
  /** Shares of one, told in percent; else counts. */
  readonly isRate: boolean;
}

/** The chart as an SVG document, drawn here: the page needs no script for it, and nothing in an image can run. */
export function drawBars({ labels, series, isStacked, isRate }: BarGroups): string {
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: WIDTH,
    height: 80 + ROW * Math.max(labels.length, 1),
  });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT, color: INK },
    legend: { top: 0, textStyle: { color: INK }, itemWidth: 14 },
    grid: { left: 8, right: 24, top: 36, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      max: isRate ? (extent: { max: number }) => Math.max(1, extent.max) : undefined,
      minInterval: isRate ? undefined : 1,
      axisLabel: { color: INK, formatter: isRate ? (value: number) => `${Math.round(value * 100)}%` : undefined },
      splitLine: { lineStyle: { color: INK, opacity: 0.2 } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...labels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK, opacity: 0.4 } },
      axisLabel: { color: INK, width: 150, overflow: 'truncate' },
    },
    series: series.map(({ name, colour, values }) => ({
      type: 'bar',
      name,
      data: [...values],
      stack: isStacked ? 'all' : undefined,
      barMaxWidth: isStacked ? 16 : 11,
      itemStyle: { color: colour },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
