import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { byProblem, byProblemAndChannel } from './examples.ts'
import { frame, ink, itemTooltip } from './frame.ts'
import { inkedNode, treeOf } from './tree.ts'

/** Parts and the parts they are made of, as areas. */
export const treemap = defineChartType({
  type: 'treemap',
  label: { en: 'Treemap', 'zh-CN': '矩形树图' },
  icon: 'chart-treemap',
  dimensions: { min: 1, max: 4 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, context) {
    const { nodes, notes } = treeOf(result, context)
    const colors = ink(context.dark)
    const isDeep = nodes.some(({ children }) => children)
    const levels: JsonObject[] = [
      { itemStyle: { borderColor: colors.surface, borderWidth: 0, gapWidth: 3 }, upperLabel: { show: false } },
      { itemStyle: { borderColor: colors.faint, borderWidth: isDeep ? 1 : 0, gapWidth: 1 } },
      { itemStyle: { borderColor: colors.surface, gapWidth: 1 } },
    ]
    const data = nodes.map((node, at) => {
      const color = context.palette[at % Math.max(1, context.palette.length)] ?? '#2f5fd0'
      return inkedNode(node, color)
    })
    return {
      kind: 'echarts',
      option: {
        ...frame(context, data.length),
        tooltip: itemTooltip,
        series: [
          {
            type: 'treemap',
            left: 0,
            right: 0,
            top: 0,
            bottom: 0,
            roam: false,
            nodeClick: false,
            breadcrumb: { show: false },
            label: { formatter: '{b}', overflow: 'truncate', ellipsis: '…' },
            upperLabel: { show: isDeep, height: 20, color: colors.text, overflow: 'truncate', ellipsis: '…' },
            itemStyle: { borderColor: colors.surface, gapWidth: 1 },
            levels,
            data,
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
