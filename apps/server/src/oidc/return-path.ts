/** Where people may go on to after signing in: pages of this installation. */
const pages =
  /^\/(?:$|[?#]|(?:tasks|initiated|copies|instances|stand-ins|deliveries|messages|jobs|a|cockpit|designer|security|security-settings|linked-accounts|sign-in-services)(?:[/?#]|$))/

/** A path of our own, or the start page for anything else: `//evil.example`, `/\evil.example`, `https:…`, the API. */
export function returnPath(to: string | undefined): string {
  if (to === undefined || to.length > 2_000 || !pages.test(to)) return '/'
  const here = 'https://here.invalid'
  const read = URL.canParse(to, here) ? new URL(to, here) : undefined
  const path = read?.origin === here ? read.pathname + read.search + read.hash : '/'
  // What the reader of addresses makes of it (`/a/../api`) has to be such a page as well.
  return pages.test(path) ? path : '/'
}
