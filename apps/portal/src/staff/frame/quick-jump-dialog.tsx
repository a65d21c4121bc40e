import { Modal, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Icon } from '@tangram/ui'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { type Destination, usePages, useRecordsNamed } from './destinations.ts'
import classes from './frame.module.css'

/** Type a few letters, arrows choose, Enter goes there. */
export default function QuickJumpDialog({ onClose }: { onClose: () => void }) {
  const t = useArea(shellTexts)
  const common = useArea(commonTexts)
  const listId = useId()
  const [, navigate] = useLocation()
  const [words, setWords] = useState('')
  const [settled] = useDebouncedValue(words.trim(), 200)
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const pages = usePages(words.trim())
  const records = useRecordsNamed(settled)
  const all = [...pages, ...records.found]
  const active = Math.min(chosen, all.length - 1)

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  function go(to: Destination | undefined) {
    if (!to) return
    onClose()
    if (to.leavesPortal) window.location.assign(to.href)
    else navigate(to.href)
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && all.length > 0) {
      event.preventDefault()
      setChosen((active + step + all.length) % all.length)
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      go(all[active])
    }
  }

  const option = (to: Destination, index: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the input that owns this list
    <div
      key={to.key}
      id={`${listId}-${index}`}
      data-index={index}
      role="option"
      tabIndex={-1}
      aria-selected={index === active}
      className={classes.option}
      onMouseMove={() => setChosen(index)}
      onClick={() => go(to)}
    >
      <Icon name={to.icon} />
      <span className={classes.optionLabel}>{to.label}</span>
      {to.where && <span className={classes.optionWhere}>{to.where}</span>}
    </div>
  )

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('jump')}
      size={560}
      centered={false}
      closeButtonProps={{ 'aria-label': common('close') }}
      padding="md"
    >
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-label={t('jump')}
        aria-expanded={all.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={t('jumpPlaceholder')}
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={listId} role="listbox" aria-label={t('jump')} className={classes.options}>
        {pages.length > 0 && (
          <div role="presentation" className={classes.optionGroup}>
            {t('jumpPages')}
          </div>
        )}
        {pages.map((to, index) => option(to, index))}
        {records.found.length > 0 && (
          <div role="presentation" className={classes.optionGroup}>
            {t('jumpRecords')}
          </div>
        )}
        {records.found.map((to, index) => option(to, pages.length + index))}
      </div>
      <Text role="status" size="sm" c="dimmed" px={8}>
        {records.isSearching ? t('jumpSearching') : all.length === 0 && words !== '' ? t('jumpEmpty', { words }) : ''}
      </Text>
    </Modal>
  )
}
