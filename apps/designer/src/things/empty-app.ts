import type { AppDocument } from '@tangram/app-model'
import { emptyCollection, type Id, type LocalizedText } from '@tangram/data-model'

/** An app with nothing in it but two roles: who uses it, and who builds it. */
export function emptyApp(id: Id, label: LocalizedText): AppDocument {
  return {
    format: 1,
    id,
    label,
    icon: 'apps',
    entities: emptyCollection(),
    forms: emptyCollection(),
    processes: emptyCollection(),
    rules: emptyCollection(),
    reports: emptyCollection(),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: {
      roles: {
        order: ['member', 'builder'],
        items: {
          member: { id: 'member', label: { 'zh-CN': '成员', en: 'Member' }, grants: {}, dashboards: 'all' },
          builder: { id: 'builder', label: { 'zh-CN': '搭建者', en: 'Builder' }, grants: {}, designs: true },
        },
      },
    },
  }
}
