import { Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { textIn } from '@tangram/data-model'
import { completionsAt, type FunctionDescription, functionGroups, functions, type Scope } from '@tangram/expression'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { type KeyboardEvent, useMemo, useState } from 'react'
import classes from './formula.module.css'
import { useInitials } from './use-initials.ts'

type FunctionBrowserProps = { scope: Scope; onInsert: (text: string, cursor: number) => void }

type Line = { id: string; label: string; detail: string; insert: string; cursor: number }

/** Every field and function by group, found by name, label or what it does. Arrows go from line to line. */
export function FunctionBrowser({ scope, onInsert }: FunctionBrowserProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const initialsOf = useInitials()
  const [search, setSearch] = useState('')
  const groups = useMemo(() => {
    const fields = completionsAt('', 0, scope, locale, { limit: 500 }).items.map(
      ({ id, label, detail, insert, cursor }): Line => ({ id, label, detail: textIn(detail, locale), insert, cursor }),
    )
    const calls = Object.entries(functionGroups).map(([group, label]) => ({
      label: textIn(label, locale),
      lines: functions.filter((each) => each.group === group && !each.isImplied).map((each) => lineOf(each, locale)),
    }))
    return [{ label: t('formula-fields'), lines: fields }, ...calls]
  }, [scope, locale, t])
  const wanted = search.trim().toLowerCase()
  const shown = groups.flatMap(({ label, lines }) => {
    const found = lines.filter((line) => isMeant(line, wanted) || initialsOf?.(line.label).toLowerCase().startsWith(wanted))
    // What is called so comes before what only speaks of it.
    const [named, others] = [
      found.filter(({ label: name }) => name.toLowerCase().includes(wanted)),
      found.filter(({ label: name }) => !name.toLowerCase().includes(wanted)),
    ]
    return found.length > 0 ? [{ label, lines: [...named, ...others] }] : []
  })
  return (
    <div className={classes.browser} data-browser>
      <TextInput
        aria-label={t('formula-search')}
        placeholder={t('formula-search')}
        leftSection={<Icon name="search" size={16} />}
        value={search}
        onKeyDown={walk}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.groups}>
        {shown.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {t('formula-nothing-found')}
          </Text>
        )}
        {shown.map(({ label, lines }) => (
          <Stack key={label} gap={0} role="group" aria-label={label}>
            <Text size="xs" c="dimmed" fw={600} className={classes.group}>
              {label}
            </Text>
            {lines.map((line) => (
              <UnstyledButton key={line.id} className={classes.entry} onKeyDown={walk} onClick={() => onInsert(line.insert, line.cursor)}>
                <span className={classes.name}>{line.label}</span>
                <span className={classes.detail}>{line.detail}</span>
              </UnstyledButton>
            ))}
          </Stack>
        ))}
      </div>
    </div>
  )
}

function lineOf({ op, name, aliases, label, params }: FunctionDescription, locale: 'zh-CN' | 'en'): Line {
  const alias = locale === 'zh-CN' ? aliases.find((each) => /\p{Script=Han}/u.test(each)) : undefined
  const insert = `${name}()`
  return {
    id: op,
    label: alias ? `${name} ${alias}` : name,
    detail: textIn(label, locale),
    insert,
    cursor: params.length === 0 ? insert.length : insert.length - 1,
  }
}

function isMeant({ id, label, detail }: Line, wanted: string): boolean {
  return [id, label, detail].some((words) => words.toLowerCase().includes(wanted))
}

/** Down and up from the search through all lines and back. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...(event.currentTarget.closest('[data-browser]')?.querySelectorAll<HTMLElement>('input, button') ?? [])]
  const at = stops.indexOf(event.currentTarget)
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
