import { Input } from '@mantine/core'
import { IconCheck, IconChevronRight, IconSelector, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { WidgetProps } from '../../widget.ts'
import { fieldAttributes } from '../attributes.ts'
import reference from '../reference.module.css'
import classes from './rare.module.css'
import { nodesIn, type TreeNode, type TreeRow, treeRows } from './tree-rows.ts'
import { useWidgetWords } from './widget-words.ts'

type TreePickerProps = WidgetProps & {
  tree: readonly TreeNode[]
  /** Why there is nothing to choose from. */
  note?: string | undefined
  chosen: readonly string[]
  many: boolean
  mayChoose: (node: TreeNode) => boolean
  labelOf: (id: string) => string
  onChoose: (ids: string[]) => void
}

/** A tree that opens under a field one can search in. The field keeps the focus and hears all keys: arrows move and unfold, Enter chooses. */
export function TreePicker({ tree, note, chosen, many, mayChoose, labelOf, onChoose, ...props }: TreePickerProps) {
  const say = useWidgetWords()
  const treeId = useId()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(() => new Set(tree.length === 1 ? tree.map(({ id }) => id) : []))
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const search = typed.trim().toLowerCase()
  const rows = useMemo(() => treeRows(tree, unfolded, search), [tree, unfolded, search])
  const rowId = (index: number) => `${treeId}-${index}`
  const current = rows[Math.min(active, rows.length - 1)]

  useEffect(() => {
    if (isOpen) list.current?.querySelector('[data-active]')?.scrollIntoView?.({ block: 'nearest' })
  }, [active, isOpen])

  const close = () => {
    setOpen(false)
    setTyped('')
    setActive(0)
  }
  const fold = ({ node }: TreeRow, isUnfolded: boolean) => {
    const next = new Set(unfolded)
    if (isUnfolded) next.add(node.id)
    else next.delete(node.id)
    setUnfolded(next)
  }
  const choose = (row: TreeRow | undefined) => {
    if (!row) return
    if (!mayChoose(row.node)) return fold(row, !row.isOpen)
    const { id } = row.node
    if (many) return onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
    onChoose([id])
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) return setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((Math.min(active, rows.length - 1) + step + rows.length) % Math.max(1, rows.length))
    } else if (isOpen && typed === '' && current && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault()
      if (current.isOpen !== undefined && current.isOpen !== (event.key === 'ArrowRight')) fold(current, event.key === 'ArrowRight')
      else if (event.key === 'ArrowRight' && current.isOpen) setActive(active + 1)
      else if (event.key === 'ArrowLeft' && current.parent) setActive(rows.findIndex(({ node }) => node.id === current.parent))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      choose(current)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Backspace' && typed === '' && chosen.length > 0) onChoose(chosen.slice(0, -1))
  }
  const first = chosen[0]
  const shown = isOpen ? typed : !many && first !== undefined ? labelOf(first) : ''
  return (
    <div>
      <div className={reference.picker}>
        <Input
          {...fieldAttributes(props)}
          role="combobox"
          aria-haspopup="tree"
          aria-expanded={isOpen}
          aria-controls={treeId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && current ? rowId(rows.indexOf(current)) : undefined}
          autoComplete="off"
          placeholder={say('find-option')}
          value={shown}
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
          rightSection={<IconSelector size={16} stroke={1.5} />}
          rightSectionPointerEvents="none"
        />
        {isOpen && rows.length === 0 && (
          <div className={reference.list} role="status">
            <div className={reference.note}>{note ?? say('nothing')}</div>
          </div>
        )}
        {isOpen && rows.length > 0 && (
          <div
            ref={list}
            id={treeId}
            role="tree"
            aria-labelledby={props.labelId}
            aria-multiselectable={many || undefined}
            className={reference.list}
          >
            {rows.map((row, index) => (
              <Row
                key={row.node.id}
                id={rowId(index)}
                row={row}
                isActive={row === current}
                isChosen={chosen.includes(row.node.id)}
                onFold={() => fold(row, !row.isOpen)}
                onChoose={() => choose(row)}
                onPoint={() => setActive(index)}
              />
            ))}
          </div>
        )}
      </div>
      {many && chosen.length > 0 && (
        <ul className={reference.tags}>
          {chosen.map((id) => (
            <li key={id} className={reference.tag}>
              {labelOf(id)}
              <button
                type="button"
                aria-label={say('remove', { name: labelOf(id) })}
                onClick={() => onChoose(chosen.filter((one) => one !== id))}
              >
                <IconX size={14} stroke={1.5} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type RowProps = {
  id: string
  row: TreeRow
  isActive: boolean
  isChosen: boolean
  onFold: () => void
  onChoose: () => void
  onPoint: () => void
}

function Row({ id, row, isActive, isChosen, onFold, onChoose, onPoint }: RowProps) {
  const { node, level, position, siblings, isOpen } = row
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      data-active={isActive || undefined}
      className={reference.option}
      style={{ paddingInlineStart: 4 + (level - 1) * 20 }}
      // Pressing must not take the focus away from the field, which hears the keys of the whole tree.
      onMouseDown={(event) => {
        event.preventDefault()
        onChoose()
      }}
      onMouseMove={onPoint}
    >
      <span
        aria-hidden
        className={classes.fold}
        data-open={isOpen || undefined}
        onMouseDown={(event) => {
          if (isOpen === undefined) return
          event.preventDefault()
          event.stopPropagation()
          onFold()
        }}
      >
        {isOpen !== undefined && <IconChevronRight size={16} stroke={1.5} />}
      </span>
      <span className={classes.grow}>{node.label}</span>
      {isChosen && <IconCheck size={16} stroke={1.5} aria-hidden />}
    </div>
  )
}

/** What a value names: one id or a list of them. */
export const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [])

/** The label of each node by its id. */
export function labelsIn(tree: readonly TreeNode[]): ReadonlyMap<string, string> {
  return new Map(nodesIn(tree).map(({ id, label }) => [id, label]))
}
