import { useEffect } from 'react'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'

/** Names the browser tab: "To-dos · Tangram". */
export function usePageTitle(title: string | undefined): void {
  const t = useArea(commonTexts)
  const product = t('product')
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product
  }, [title, product])
}
