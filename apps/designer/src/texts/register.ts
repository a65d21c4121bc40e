import { registerMessages } from '@tangram/ui'

registerMessages('designer', { 'zh-CN': () => import('./zh-cn.ts'), en: () => import('./en.ts') })
registerMessages('flow', { 'zh-CN': () => import('./flow/zh-cn.ts'), en: () => import('./flow/en.ts') })
