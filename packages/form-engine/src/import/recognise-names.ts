import type { Id } from '@tangram/data-model'
import { type FieldRegistry, type FieldType, valueTypeOf } from '../field-type.ts'
import { settingsOf } from '../resolve-field.ts'
import { textOf } from './cell-text.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { InferredColumn } from './infer-table.ts'
import { betweenChoices, headed } from './recognise.ts'

/** Names that only one has, by what they name: people, teams, departments. */
export type KnownNames = { readonly [entity: Id]: ReadonlySet<string> }

/** Words that could name somebody or something. */
export function namesIn({ sample, shapes, filled, longest }: ColumnProfile): string[] {
  if (longest > 200 || (shapes.text ?? 0) < filled * 0.8) return []
  return sample.flatMap((cell) => textOf(cell).split(betweenChoices)).filter((name) => name !== '' && name.length <= 60)
}

const whose =
  /负责人|经办|处理人|审批人|申请人|提交人|业务员|销售员|客服|成员|员工|团队|小组|部门|科室|owner|assignee|agent|handled|responsible|manager|team|department/i
/** The heading of a table of people: those in it are not picked, they are called so. */
const called = /^(?:姓名|名称|名字|name)$/i

/** Adds to what a column may be: a person, a team, a department, when its cells are names that just one of them has. */
export function addNamed(column: InferredColumn, profile: ColumnProfile, known: KnownNames, registry: FieldRegistry): void {
  const cells = profile.sample.map((cell) => textOf(cell).split(betweenChoices).filter(Boolean))
  for (const [entity, names] of Object.entries(known)) {
    const fitting = cells.filter((parts) => parts.length > 0 && parts.every((name) => names.has(name)))
    const share = cells.length === 0 ? 0 : fitting.length / cells.length
    const found =
      share < 0.8
        ? undefined
        : referring(
            entity,
            fitting.some((parts) => parts.length > 1),
            registry,
          )
    if (!found) continue
    const sure = headed(profile, whose) ? 0.97 : headed(profile, called) ? 0.6 : 0.92
    const misfits = Math.round(profile.filled * (1 - share))
    const confidence = Math.round(sure * share ** 2 * 100) / 100
    column.proposals.push({ type: found.type, confidence, reason: `import.reason.${entity}`, config: found.config, misfits })
  }
  column.proposals.sort((a, b) => b.confidence - a.confidence)
}

/** The type whose values are one, or several, of these. */
function referring(entity: Id, many: boolean, registry: FieldRegistry): { type: string; config: { many?: boolean } } | undefined {
  const holds = (fieldType: FieldType, config: { many?: boolean }): boolean => {
    const type = valueTypeOf(fieldType, settingsOf(fieldType, config))
    return type.kind === 'reference' && type.to === entity && (type.many ?? false) === many
  }
  for (const config of many ? [{}, { many: true }] : [{}]) {
    const found = registry.find((fieldType) => (Object.keys(config).length === 0 || 'many' in fieldType.config) && holds(fieldType, config))
    if (found) return { type: found.type, config }
  }
  return undefined
}
