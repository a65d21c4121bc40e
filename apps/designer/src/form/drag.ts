import type { FormElement } from '@tangram/form-engine'
import { HTML5Backend } from 'react-dnd-html5-backend'
import { MouseTransition, type MultiBackendOptions, TouchTransition } from 'react-dnd-multi-backend'
import { TouchBackend } from 'react-dnd-touch-backend'

/** What is on its way: a new element from the palette, or one that is on the form already. */
export type Dragged = { from: 'palette'; item: PaletteItem } | { from: 'form'; element: string }

/** A field type by its name, or an element that lays out or only shows. */
export type PaletteItem = { kind: 'field'; type: string } | { kind: Exclude<FormElement['kind'], 'field'> }

export const dragType = 'form-element'

/** Where something lands: in a container (null: the form itself), before an element (null: at its end). */
export type Place = { parent: string | null; before: string | null }

export const dragBackends: MultiBackendOptions = {
  backends: [
    { id: 'html5', backend: HTML5Backend, transition: MouseTransition },
    // A short wait tells a drag from a scroll.
    {
      id: 'touch',
      backend: TouchBackend,
      options: { enableMouseEvents: false, delayTouchStart: 180 },
      preview: true,
      transition: TouchTransition,
    },
  ],
}
