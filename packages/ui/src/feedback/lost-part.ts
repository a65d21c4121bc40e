/**
 * A part of the program that the page loads when it is needed, and that did not come: mostly a new version was installed since the page
 * was opened, and the file of the old one is gone; else the connection broke. Either way the page has to be loaded anew.
 */
type LostParts = {
  /** Everything that is typed waits on this device, so that loading the page anew loses nothing. */
  keepsWhatIsTyped?: boolean
  reload?: () => void
}

const lost = new WeakSet<object>()
const reloadedAtKey = 'tangram.reloaded-at'
/** A part that is missing again this soon is not brought by loading the page once more. */
const againAfterMs = 60_000

/**
 * Loads the page anew, once, when a part of it is gone. Where somebody is typing, and what they typed might be lost, the page stays and
 * the part says itself what is wrong (`ErrorBoundary`). Gives a function that ends it.
 */
export function mendLostParts({ keepsWhatIsTyped = false, reload = reloadPage }: LostParts = {}): () => void {
  const typedIn = new Set<Node>()
  const onInput = ({ target }: Event) => {
    if (target instanceof Node) typedIn.add(target)
  }
  const onLost = (event: Event) => {
    const { payload } = event as Event & { payload?: unknown }
    if (payload instanceof Error) lost.add(payload)
    const mayLose = !keepsWhatIsTyped && [...typedIn].some(({ isConnected }) => isConnected)
    if (!mayLose && isFirstTime()) reload()
  }
  window.addEventListener('input', onInput, true)
  window.addEventListener('vite:preloadError', onLost)
  return () => {
    window.removeEventListener('input', onInput, true)
    window.removeEventListener('vite:preloadError', onLost)
  }
}

/** Whether this is why a part of the page cannot be shown. */
export function isLostPart(error: unknown): boolean {
  return typeof error === 'object' && error !== null && lost.has(error)
}

/** Nobody is asked whether to leave: who may lose something is not brought here without having chosen it. */
export function reloadPage(): void {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  window.location.reload()
}

/** False as well where the browser refuses to remember it: a page that loads itself for ever is worse than one that says what is wrong. */
function isFirstTime(): boolean {
  try {
    const before = Number(window.sessionStorage.getItem(reloadedAtKey) ?? Number.NEGATIVE_INFINITY)
    const now = Date.now()
    if (now - before < againAfterMs) return false
    window.sessionStorage.setItem(reloadedAtKey, String(now))
    return true
  } catch {
    return false
  }
}
