import { Input } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import choice from '../choice.module.css'
import classes from './rare.module.css'

export type Level = { label: string; options: readonly { id: string; label: string }[] }

type LevelSelectsProps = {
  id: string
  levels: readonly Level[]
  /** The chosen id of each level; may end early. */
  path: readonly string[]
  placeholder: string
  invalid: boolean
  describedBy: string | undefined
  onChange: (path: string[]) => void
  onBlur: () => void
}

/** One list of the browser after the other, each holding what lies under the choice before: whole keyboard, wheels on phones. */
export function LevelSelects({ id, levels, path, placeholder, invalid, describedBy, onChange, onBlur }: LevelSelectsProps) {
  return (
    <div className={classes.levels}>
      {levels.map(({ label, options }, level) => (
        <Input
          key={label}
          id={level === 0 ? id : `${id}-${level}`}
          component="select"
          pointer
          className={choice.select}
          error={invalid}
          attributes={{ input: { 'aria-label': label, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined } }}
          rightSection={<IconSelector size={16} stroke={1.5} />}
          rightSectionPointerEvents="none"
          data-empty={path[level] === undefined || undefined}
          value={path[level] ?? ''}
          onChange={(event: { currentTarget: HTMLSelectElement }) => {
            const chosen = event.currentTarget.value
            onChange([...path.slice(0, level), ...(chosen ? [chosen] : [])])
          }}
          onBlur={onBlur}
        >
          <option value="">{placeholder}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </Input>
      ))}
    </div>
  )
}
