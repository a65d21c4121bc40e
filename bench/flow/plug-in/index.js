/** An action that does nothing, so that the bench measures the engine around it. */
export const actions = [
  {
    type: 'do-nothing',
    label: { en: 'Do nothing', 'zh-CN': '空动作' },
    icon: 'point',
    input: {},
    uses: [],
    run: async () => ({ status: 'done', output: {} }),
    examples: { valid: [{}], invalid: [] },
  },
]
