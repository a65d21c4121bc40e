import type { Locale } from '@tangram/data-model'
import type { Scope } from './logic.ts'
import { nameText } from './name-text.ts'
import { nearest } from './suggest.ts'

/** How the name that was probably meant is written: `状态` for `Statis`, `$parent.折扣` for `折扣` in a row that has none. */
export function nameMeant(written: string, scope: Scope, locale: Locale): string | undefined {
  const paths = new Map<string, readonly string[]>()
  for (const { path, label } of scope.names?.() ?? []) {
    const [first, ...rest] = path
    const candidates = [label, path.join('.')]
    if (first === '$parent') candidates.push(label.slice('$parent.'.length), rest.join('.'))
    for (const candidate of candidates) if (!paths.has(candidate)) paths.set(candidate, path)
  }
  const exactly = paths.get(written)
  const near = exactly ?? paths.get(nearest(written, paths.keys()) ?? '')
  return near && nameText(near, scope, locale)
}
