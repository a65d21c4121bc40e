import { soundTree, type TreeOption } from '@tangram/form-engine'
import { useMemo } from 'react'
import { useFormat } from '../../../format/use-format.ts'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import { type Level, LevelSelects } from './level-selects.tsx'
import { useWidgetWords } from './widget-words.ts'

/** A path through a tree of options, a list for each level. */
export function CascaderWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, invalid, describedBy } = props
  const say = useWidgetWords()
  const { text } = useFormat()
  const tree = useMemo(() => soundTree(field.config.options), [field.config.options])
  const path = Array.isArray(value) ? value.map(String) : []
  const levels: Level[] = []
  for (let options: TreeOption[] | undefined = tree; options; ) {
    const chosen = path[levels.length]
    levels.push({
      label: say('level', { n: levels.length + 1 }),
      options: options.map((option) => ({ id: option.id, label: text(option.label, option.id) })),
    })
    options = options.find((option) => option.id === chosen)?.children
  }
  return (
    <div role="group" {...groupAttributes(props)}>
      <LevelSelects
        id={id}
        levels={levels}
        path={path}
        placeholder={say('choose')}
        invalid={invalid}
        describedBy={describedBy}
        onChange={(next) => onChange(next.length > 0 ? next : null)}
        onBlur={onBlur}
      />
    </div>
  )
}
