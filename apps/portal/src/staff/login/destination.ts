/** Where to go after sign-in, from `?to=`. Only a path of our own: `?to=//evil.example` must not lead out. */
export function destination(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/'
}

/** Whether the portal itself draws this page. The designer is an application of its own. */
export function isInPortal(to: string): boolean {
  return !/^\/designer(?![^/?#])/.test(to)
}
