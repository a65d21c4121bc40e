import type { Id } from '@tangram/data-model'
import type { ContainerElement, FormElement } from './document.ts'

export const isContainer = (element: FormElement | undefined): element is ContainerElement => element !== undefined && 'order' in element

/** The elements inside of a container, in order; none in what is no container. */
export const childrenOf = (element: FormElement | undefined): readonly Id[] => (isContainer(element) ? element.order : [])

/**
 * Why an element may not lie in a container (undefined: the form itself); undefined when it may.
 * `tabs` hold `tab`s only and `steps` hold `step`s, which lie nowhere else.
 */
export function nestingProblem(
  element: FormElement['kind'],
  parent: FormElement['kind'] | undefined,
): 'only-tabs' | 'only-steps' | 'needs-tabs' | 'needs-steps' | 'no-container' | undefined {
  if (parent === 'tabs' && element !== 'tab') return 'only-tabs'
  if (parent === 'steps' && element !== 'step') return 'only-steps'
  if (element === 'tab' && parent !== 'tabs') return 'needs-tabs'
  if (element === 'step' && parent !== 'steps') return 'needs-steps'
  if (parent !== undefined && !containerKinds.has(parent)) return 'no-container'
  return undefined
}

const containerKinds: ReadonlySet<FormElement['kind']> = new Set(['section', 'tabs', 'tab', 'steps', 'step'])
