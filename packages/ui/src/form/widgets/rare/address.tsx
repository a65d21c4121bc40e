import { Input } from '@mantine/core'
import { isJsonObject } from '@tangram/data-model'
import type { Address } from '@tangram/form-engine'
import { areaList } from '@vant/area-data'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import { LevelSelects } from './level-selects.tsx'
import classes from './rare.module.css'
import { useWidgetWords } from './widget-words.ts'

const lists: readonly { [code: string]: string }[] = [areaList.province_list, areaList.city_list, areaList.county_list]
const levelWords = ['province', 'city', 'district'] as const
const empty: Address = { codes: [], names: [], detail: '' }

/** Province, city and district from the table of divisions, the rest as people write it. */
export function AddressWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, invalid, describedBy } = props
  const say = useWidgetWords()
  const address = isJsonObject(value) ? { ...empty, ...(value as Address) } : empty
  const depth = levelWords.indexOf(field.config.level as (typeof levelWords)[number]) + 1 || 3
  const change = (part: Partial<Address>) => {
    const next = { ...address, ...part }
    onChange(next.codes.length > 0 || next.detail !== '' ? next : null)
  }
  const levels = levelWords.slice(0, Math.min(depth, address.codes.length + 1)).map((word, level) => ({
    label: say(word),
    options: under(level, address.codes[level - 1]),
  }))
  const choose = (codes: string[]) => {
    const path = completed(codes, depth)
    change({ codes: path, names: path.map((code, level) => lists[level]?.[code] ?? '') })
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.stack}>
      <LevelSelects
        id={id}
        levels={levels}
        path={address.codes}
        placeholder={say('choose')}
        invalid={invalid}
        describedBy={describedBy}
        onChange={choose}
        onBlur={onBlur}
      />
      {field.config.detail !== false && (
        <Input
          aria-label={say('detail')}
          placeholder={say('detail-example')}
          autoComplete="street-address"
          maxLength={300}
          error={invalid}
          value={address.detail}
          onChange={(event) => change({ detail: event.currentTarget.value })}
          onBlur={onBlur}
        />
      )}
    </div>
  )
}

function under(level: number, above: string | undefined): { id: string; label: string }[] {
  const prefix = (above ?? '').slice(0, level * 2)
  return Object.entries(lists[level] ?? {}).flatMap(([code, name]) => (code.startsWith(prefix) ? [{ id: code, label: name }] : []))
}

/** Beijing has one city, Beijing: nobody needs to choose it. */
function completed(codes: readonly string[], depth: number): string[] {
  const path = [...codes]
  while (path.length > 0 && path.length < depth) {
    const [only, ...more] = under(path.length, path.at(-1))
    if (!only || more.length > 0) break
    path.push(only.id)
  }
  return path
}
