import { defineChartType } from '../chart-type.ts'
import { byProblem, byProblemAndChannel } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { inkedNode, treeOf } from './tree.ts'

/** Parts of parts, one ring for each dimension. */
export const sunburst = defineChartType({
  type: 'sunburst',
  label: { en: 'Sunburst', 'zh-CN': '旭日图' },
  icon: 'chart-arcs',
  dimensions: { min: 1, max: 4 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, context) {
    const { nodes, notes } = treeOf(result, context)
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const inner = height < 200 ? 12 : 28
    const rings = result.columns.filter(({ role }) => role === 'dimension').length
    const ring = (Math.min(width, height) * 0.48 - inner) / Math.max(1, rings)
    return {
      kind: 'echarts',
      option: {
        ...frame(context, nodes.length),
        tooltip: itemTooltip,
        series: [
          {
            type: 'sunburst',
            radius: [inner, '96%'],
            nodeClick: false,
            sort: null,
            emphasis: { focus: 'ancestor' },
            label: {
              minAngle: 14,
              overflow: 'truncate',
              ellipsis: '…',
              width: Math.round(Math.max(16, Math.min(96, ring - 8))),
              fontSize: 11,
            },
            itemStyle: { borderColor: colors.surface, borderWidth: 1 },
            data: nodes.map((node, at) => inkedNode(node, context.palette[at % Math.max(1, context.palette.length)] ?? '#2f5fd0')),
          },
        ],
      },
      notes,
    }
  },
  examples: [
    { config: {}, result: byProblemAndChannel },
    { config: {}, result: byProblem },
  ],
})
