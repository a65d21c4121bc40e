/** What the page at an address is made of, beside what every page is: by the first pattern that the path fits. */
const pages: [path: RegExp, ...parts: (() => Promise<unknown>)[]][] = [
  [/^\/a\/[^/]+\/d\//, () => import('./dashboard/dashboard-page.tsx')],
  [/^\/cockpit\//, () => import('./dashboard/cockpit-page.tsx')],
  [/^\/a\//, () => import('./records/records-page.tsx')],
  [/^\/tasks/, () => import('./tasks/tasks-page.tsx')],
]

/**
 * Begins to load the parts of a page beside the program that will ask for them, instead of one after the other: the files, the session and
 * the app take a round trip each. What fails here fails again where it is needed, and is told there.
 */
export function loadAhead(path: string): void {
  const [, ...parts] = pages.find(([pattern]) => pattern.test(path)) ?? []
  const operators = () => import('../parts/operators.ts').then(({ loadOperators }) => loadOperators('all'))
  for (const load of [operators, ...parts]) void (load as () => Promise<unknown>)().catch(() => undefined)
}
