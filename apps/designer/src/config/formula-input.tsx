import { Button, Collapse, Input, Popover, VisuallyHidden } from '@mantine/core'
import type { Logic, Scope } from '@tangram/expression'
import { Icon, useTranslation } from '@tangram/ui'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { CompletionList } from './formula/completion-list.tsx'
import { FormulaBox } from './formula/formula-box.tsx'
import { FormulaState } from './formula/formula-state.tsx'
import { FunctionBrowser } from './formula/function-browser.tsx'
import { SignatureLine } from './formula/signature-line.tsx'
import { type Formula, useFormula } from './formula/use-formula.ts'

type FormulaInputProps = {
  scope: Scope
  label: string
  description?: string | undefined
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
}

/**
 * A formula as text over the labels of a table; stored as logic over its ids. Offers what may come next while one types, shows what the
 * function takes, what is wrong and where, and what the formula gives. What is wrong stays in the box until it is right.
 */
export function FormulaInput({ scope, label, description, value, onChange }: FormulaInputProps) {
  const { t } = useTranslation('designer')
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [isBrowsing, setBrowsing] = useState(false)
  const formula = useFormula({ scope, value, onChange, input })
  const { offered, problems } = formula
  // While something is offered, the formula is being written: nothing to be red about.
  const isWrong = !offered && problems.some(({ severity }) => severity === 'error')
  const listId = `${id}-list`
  return (
    <Input.Wrapper id={id} label={label} description={description}>
      <Popover opened={offered !== undefined} position="bottom-start" width="target" offset={2} trapFocus={false} returnFocus={false}>
        <Popover.Target popupType="listbox">
          <div>
            <FormulaBox
              ref={input}
              id={id}
              value={formula.text}
              problems={problems}
              isWrong={isWrong}
              aria-describedby={`${id}-state`}
              aria-invalid={isWrong || undefined}
              aria-autocomplete="list"
              aria-controls={offered && listId}
              aria-activedescendant={offered && `${listId}-${formula.active}`}
              onChange={({ currentTarget }) => formula.write(currentTarget.value, currentTarget.selectionStart)}
              onSelect={({ currentTarget }) => formula.moveTo(currentTarget.selectionStart)}
              onKeyDown={(event) => onKey(event, formula)}
              onBlur={formula.commit}
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          {offered && (
            <CompletionList
              id={listId}
              label={t('formula-list')}
              items={offered.items}
              active={formula.active}
              onPoint={formula.choose}
              onTake={formula.take}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">{offered ? t('formula-offered', { n: offered.items.length }) : ''}</VisuallyHidden>
      <SignatureLine text={formula.text} cursor={formula.cursor} />
      <FormulaState
        id={`${id}-state`}
        formula={formula}
        onApply={(problem) => formula.insert(problem.suggestion, problem.suggestion.length, problem)}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        color="gray"
        mt={4}
        leftSection={<Icon name="math-function" size={16} />}
        aria-expanded={isBrowsing}
        onClick={() => setBrowsing(!isBrowsing)}
      >
        {t('formula-browse')}
      </Button>
      <Collapse expanded={isBrowsing}>
        {isBrowsing && <FunctionBrowser scope={scope} onInsert={(text, cursor) => formula.insert(text, cursor)} />}
      </Collapse>
    </Input.Wrapper>
  )
}

function onKey(event: KeyboardEvent<HTMLTextAreaElement>, formula: Formula): void {
  // An input method has the keys first.
  const act = event.nativeEvent.isComposing ? undefined : actionOf(event, formula)
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

/** Keys of the list while it is open. Enter alone hands the formula over, with Shift it begins a new line. */
function actionOf({ key, ctrlKey, shiftKey }: KeyboardEvent, formula: Formula): (() => void) | undefined {
  const { offered, active, choose, take, dismiss, offer, commit } = formula
  if (key === ' ' && ctrlKey) return offer
  if (!offered) return key === 'Enter' && !shiftKey ? commit : undefined
  const count = offered.items.length
  const chosen = offered.items[active]
  switch (key) {
    case 'ArrowDown':
      return () => choose((active + 1) % count)
    case 'ArrowUp':
      return () => choose((active + count - 1) % count)
    case 'Escape':
      return dismiss
    case 'Enter':
    case 'Tab':
      return chosen && (() => take(chosen))
    default:
      return undefined
  }
}
