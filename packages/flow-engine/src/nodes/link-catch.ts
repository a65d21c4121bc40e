import { text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Where a link of the same name comes out. */
export const linkCatch = defineNodeType<{ link: string }>({
  type: 'link-catch',
  label: { en: 'Link', 'zh-CN': '链接（进入）' },
  help: { en: 'Links of the same name come out here.', 'zh-CN': '同名链接从此处继续。' },
  icon: 'link',
  group: 'event',
  bpmnElement: 'bpmn:intermediateCatchEvent',
  linked: true,
  config: { link: { valueType: text(80), required: true, label: { en: 'Link', 'zh-CN': '链接名称' } } },
  ports: () => onward,
  enter: (context) => context.leave('out', 'passed'),
  examples: { valid: [{ link: 'A' }], invalid: [{}] },
})
