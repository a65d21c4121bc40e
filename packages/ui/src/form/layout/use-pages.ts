import type { Id } from '@tangram/data-model'
import type { ContainerElement, FormModel } from '@tangram/form-engine'
import { useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { RevealContext } from '../reveal.ts'
import { fieldsIn } from './fields-in.ts'

export type Page = { id: Id; element: ContainerElement; fields: readonly Id[] }

/** The tabs or steps of a group that show now, which of them is open, and which were: what was filled in there stays as it was left. */
export function usePages(model: FormModel, group: ContainerElement) {
  const reveal = useContext(RevealContext)
  const pages = useMemo(() => pagesOf(model, group), [model, group])
  const shown = useShown(model, pages)
  const [chosen, choose] = useState(() => pages.find(({ fields }) => reveal?.wanted && fields.includes(reveal.wanted))?.id)
  const [visited, setVisited] = useState<ReadonlySet<Id>>(new Set())

  useEffect(() => {
    return reveal?.subscribe((field) => {
      const holder = pages.find(({ fields }) => fields.includes(field))
      if (holder) choose(holder.id)
    })
  }, [reveal, pages])

  const open = shown.find(({ id }) => id === chosen) ?? nearest(pages, shown, chosen)
  if (open && !visited.has(open.id)) setVisited(new Set(visited).add(open.id))
  return { shown, open, choose, visited }
}

function pagesOf({ plan }: FormModel, group: ContainerElement): Page[] {
  return group.order.flatMap((id) => {
    const element = plan.form.elements.items[id]
    return element && 'order' in element ? [{ id, element, fields: fieldsIn(plan, id) }] : []
  })
}

/** A page that is hidden while it is open gives way to the one before it, else to the first. */
function nearest(pages: readonly Page[], shown: readonly Page[], chosen: Id | undefined): Page | undefined {
  const place = pages.findIndex(({ id }) => id === chosen)
  return shown.findLast((page) => pages.indexOf(page) < place) ?? shown[0]
}

function useShown(model: FormModel, pages: readonly Page[]): readonly Page[] {
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = pages.map(({ id }) => model.subscribeElement(id, listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [model, pages],
  )
  const ids = useSyncExternalStore(subscribe, () =>
    pages
      .filter(({ id }) => model.isElementVisible(id))
      .map(({ id }) => id)
      .join(),
  )
  return useMemo(() => {
    const shown = ids.split(',')
    return pages.filter(({ id }) => shown.includes(id))
  }, [pages, ids])
}
