import { registerMessages } from '@tangram/ui'

registerMessages('designer', { 'zh-CN': () => import('./zh-cn.ts'), en: () => import('./en.ts') })
