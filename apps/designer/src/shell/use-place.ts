import { useMemo } from 'react'
import { useLocation, useRoute } from 'wouter'

export const placePattern = '/:app/:section?/:thing?/:part?'

export type PlaceParams = { app: string; section?: string; thing?: string; part?: string }

/** The thing that is open and the part of it that is selected: both stand in the address, so that they can be linked to and gone back from. */
export type Place = {
  thing: string | undefined
  part: string | undefined
  openThing: (thing: string) => void
  /** Selecting replaces the entry in the history: going back leaves the thing, not the last click. */
  selectPart: (thing: string, part: string | null) => void
}

export function usePlace(section: string): Place {
  const [, params] = useRoute<PlaceParams>(placePattern)
  const [, navigate] = useLocation()
  const app = params?.app ?? ''
  const isHere = (params?.section ?? 'forms') === section
  const thing = isHere ? params?.thing : undefined
  const part = isHere ? params?.part : undefined
  return useMemo(
    () => ({
      thing,
      part,
      openThing: (next) => navigate(`/${app}/${section}/${next}`),
      selectPart: (of, next) => navigate(`/${app}/${section}/${of}${next === null ? '' : `/${next}`}`, { replace: true }),
    }),
    [app, section, thing, part, navigate],
  )
}
