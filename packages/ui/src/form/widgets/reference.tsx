import { Input } from '@mantine/core'
import { IconSelector, IconX } from '@tabler/icons-react'
import { labelIn } from '@tangram/data-model'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { OptionItem } from '../../client/types.ts'
import { useLoad } from '../../client/use-load.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { fieldAttributes } from './attributes.ts'
import classes from './reference.module.css'

/** Records, people or teams found by typing. One is shown in the field, several as tags under it. */
export function ReferenceWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const { t } = useTranslation('ui')
  const isMany = field.valueType.kind === 'reference' && field.valueType.many === true
  const ids = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  const [known, setKnown] = useState<Record<string, string>>({})
  const labels = useLabels(props, ids, known)
  const choose = ({ id, label }: OptionItem) => {
    setKnown((before) => ({ ...before, [id]: label }))
    if (!isMany) return onChange(id)
    onChange(ids.includes(id) ? withoutId(ids, id) : [...ids, id])
  }
  return (
    <div>
      <Picker
        {...props}
        shown={isMany ? '' : labels(ids[0])}
        chosen={ids}
        onChoose={choose}
        onClear={() => onChange(null)}
        canClear={!isMany && ids.length > 0}
      />
      {isMany && ids.length > 0 && (
        <ul className={classes.tags}>
          {ids.map((id) => (
            <li key={id} className={classes.tag}>
              {labels(id)}
              <button type="button" aria-label={`${t('remove')} ${labels(id)}`} onClick={() => onChange(withoutId(ids, id))}>
                <IconX size={14} stroke={1.5} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function withoutId(ids: string[], id: string): string[] | null {
  const rest = ids.filter((one) => one !== id)
  return rest.length > 0 ? rest : null
}

type PickerProps = WidgetProps & {
  shown: string
  chosen: string[]
  onChoose: (option: OptionItem) => void
  onClear: () => void
  canClear: boolean
}

function Picker({ shown, chosen, onChoose, onClear, canClear, ...props }: PickerProps) {
  const { t } = useTranslation('ui')
  const listId = useId()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const search = useDelayed(typed, 200)
  const mayLookFor = props.sources.mayLookFor ?? (() => true)
  const found = useLoad(isOpen && mayLookFor(search) ? search + JSON.stringify(props.narrowing?.where ?? '') : null, (signal) =>
    props.sources.options({ id: props.field.id, to: referenceTo(props) }, { search, narrowing: props.narrowing, signal }),
  )
  const isTooShort = !mayLookFor(typed)
  const options = isTooShort ? [] : (found.data ?? [])
  const isSettled = !found.isLoading && search === typed
  const note = isTooShort ? 'form.type-two-letters' : isSettled ? 'form.nothing-found' : 'loading'
  const optionId = (index: number) => `${listId}-${index}`

  useEffect(() => {
    if (isOpen) list.current?.querySelector('[data-active]')?.scrollIntoView?.({ block: 'nearest' })
  }, [active, isOpen])

  const close = () => {
    setOpen(false)
    setTyped('')
    setActive(0)
  }
  const choose = (option: OptionItem | undefined) => {
    if (!option) return
    onChoose(option)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) return setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((at) => (at + step + options.length) % Math.max(1, options.length))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      choose(options[active])
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }

  return (
    <div className={classes.picker}>
      <Input
        {...fieldAttributes(props)}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && options[active] ? optionId(active) : undefined}
        autoComplete="off"
        placeholder={t('form.type-to-search')}
        value={isOpen ? typed : shown}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close()
          props.onBlur()
        }}
        rightSectionPointerEvents={canClear ? 'auto' : 'none'}
        rightSection={
          canClear ? (
            <button type="button" className={classes.clear} tabIndex={-1} aria-label={t('clear')} onClick={onClear}>
              <IconX size={16} stroke={1.5} />
            </button>
          ) : (
            <IconSelector size={16} stroke={1.5} />
          )
        }
      />
      {isOpen && (
        <div ref={list} id={listId} role="listbox" aria-labelledby={props.labelId} className={classes.list}>
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys of the whole list
            <div
              key={option.id}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.includes(option.id)}
              data-active={index === active || undefined}
              className={classes.option}
              // Pressing must not take the focus away from the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              onMouseMove={() => setActive(index)}
            >
              {option.label}
            </div>
          ))}
          {options.length === 0 && <div className={classes.note}>{t(note)}</div>}
        </div>
      )}
    </div>
  )
}

/** Labels of chosen ids: those the record brought, those chosen here, else asked for. */
function useLabels(props: WidgetProps, ids: string[], chosen: Record<string, string>): (id: string | undefined) => string {
  const known = (id: string) => labelIn(props.labels, props.field.valueType, id)
  const unknown = ids.filter((id) => !(id in chosen) && known(id) === undefined)
  const asked = useLoad(unknown.length > 0 ? unknown.join() : null, (signal) =>
    props.sources.options({ id: props.field.id, to: referenceTo(props) }, { ids: unknown, signal }),
  )
  return (id) => {
    if (id === undefined) return ''
    return chosen[id] ?? known(id) ?? asked.data?.find((option) => option.id === id)?.label ?? '…'
  }
}

function referenceTo({ field }: WidgetProps): string {
  return field.valueType.kind === 'reference' ? field.valueType.to : ''
}

function useDelayed(value: string, ms: number): string {
  const [late, setLate] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return late
}
