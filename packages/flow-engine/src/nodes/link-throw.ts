import { text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'

type Config = { link: string }

/** Goes on at the link of the same name, without a line drawn across. */
export const linkThrow = defineNodeType<Config>({
  type: 'link-throw',
  label: { en: 'Go to a link', 'zh-CN': '链接（跳出）' },
  help: { en: 'Goes on at the link of the same name.', 'zh-CN': '跳转到同名链接继续。' },
  icon: 'arrow-right',
  group: 'event',
  bpmnElement: 'bpmn:intermediateThrowEvent',
  config: { link: { valueType: text(80), required: true, label: { en: 'Link', 'zh-CN': '链接名称' } } },
  ports: () => [],
  jumpsTo: ({ link }, others) =>
    others.filter(({ document, config }) => document.type === 'link-catch' && config.link === link).map(({ document }) => document.id),
  enter(context) {
    const [target] = context.jumpsTo
    if (target === undefined) context.end('done', false)
    else context.goTo(target)
  },
  examples: { valid: [{ link: 'A' }], invalid: [{}] },
})
