import type { Logic } from '@tangram/expression'
import type { LoopDocument } from './document.ts'

/** The expressions of a loop, with where they stand. */
export function logicsOfLoop(loop: LoopDocument | undefined): { logic: Logic; path: string }[] {
  if (!loop) return []
  const all: [string, Logic | undefined][] = [
    ['/over', loop.over],
    ['/while', loop.while],
    ['/completeWhen', loop.completeWhen],
    ['/collect/from', loop.collect?.from],
  ]
  return all.flatMap(([path, logic]) => (logic === undefined ? [] : [{ logic, path }]))
}
