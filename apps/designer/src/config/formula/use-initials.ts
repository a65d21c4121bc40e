import { useEffect, useState } from 'react'

type InitialsOf = (label: string) => string

/** How labels are typed in pinyin, once the table of characters is there: it is large, and nobody waits for it. */
export function useInitials(): InitialsOf | undefined {
  const [initials, setInitials] = useState<{ of: InitialsOf }>()
  useEffect(() => {
    let isWanted = true
    void import('./initials-of.ts').then(({ initialsOf }) => isWanted && setInitials({ of: initialsOf }))
    return () => {
      isWanted = false
    }
  }, [])
  return initials?.of
}
