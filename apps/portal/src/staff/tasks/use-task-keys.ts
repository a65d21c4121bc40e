import { useShortcuts } from '@tangram/ui'
import type { KeyboardEvent } from 'react'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'

type TaskKeys = {
  /** The to-do that is open beside the list. */
  openId: string | undefined
  open: (id: string) => void
  pick: (id: string) => void
  /** Asks for an opinion and decides the selected ones, or else the one named. */
  decide: (outcome: 'approved' | 'rejected', at: string | undefined) => void
}

/** Keys of the inbox: J and K move, X selects, A and R decide. Where one is open they go on to the next. */
export function useTaskKeys({ openId, open, pick, decide }: TaskKeys): void {
  const t = useArea(tasksTexts)
  const here = () => openId ?? idOf(document.activeElement)
  const move = (step: 1 | -1) => {
    const links = taskLinks()
    const at = links.findIndex((link) => (openId ? idOf(link) === openId : link === document.activeElement))
    const next = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))]
    next?.focus()
    const id = openId && idOf(next)
    if (id) open(id)
  }
  const withoutDialog = (run: () => void) => () => {
    if (!document.querySelector('[role="dialog"][aria-modal="true"]')) run()
  }
  useShortcuts([
    { keys: 'ArrowDown', label: t('list'), run: () => taskLinks()[0]?.focus() },
    { keys: 'j', label: t('next'), run: withoutDialog(() => move(1)) },
    { keys: 'k', label: t('previous'), run: withoutDialog(() => move(-1)) },
    {
      keys: 'x',
      label: t('pickKey'),
      run: withoutDialog(() => {
        const id = here()
        if (id) pick(id)
      }),
    },
    { keys: 'a', label: t('approveKey'), run: withoutDialog(() => decide('approved', here())) },
    { keys: 'r', label: t('rejectKey'), run: withoutDialog(() => decide('rejected', here())) },
  ])
}

/** Arrows move from to-do to to-do; Enter is the link's own. */
export function moveAmongTasks(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const links = taskLinks()
  const at = links.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
}

const taskLinks = () => [...document.querySelectorAll<HTMLElement>('[data-tasks] a')]

/** The to-do whose row holds the element. */
function idOf(element: Element | null | undefined): string | undefined {
  const link = element?.closest('li')?.querySelector('a[href^="/tasks/"]')
  return link?.getAttribute('href')?.match(/^\/tasks\/([^/?]+)/)?.[1]
}
