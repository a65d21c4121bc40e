import { type Client, createClient } from '@tangram/ui'

/**
 * The client of somebody without an account: what a dashboard asks of its app is asked of the link instead. It sends no cookie, and with a
 * link that has a password the ticket it was given for it.
 */
export function embedClient(token: string): { client: Client; takeTicket: (ticket: string) => void } {
  let held: string | undefined
  const client = createClient({
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        headers: { ...(init?.headers as Record<string, string>), ...(held ? { 'x-embed-ticket': held } : {}) },
      }),
  })
  const at = (path: string) => addressAt(token, path)
  return {
    client: {
      ...client,
      get: (path, options) => client.get(at(path), options),
      send: (method, path, body, options) => client.send(method, at(path), body, options),
      lines: (path, body, onLine, options) => client.lines(at(path), body, onLine, options),
    },
    takeTicket: (ticket) => {
      held = ticket
    },
  }
}

/** `/apps/shop/reports/trend/drill` as the link has it; what the link has not gets an address where nothing is. */
export function addressAt(token: string, path: string): string {
  const own = `/public/embeds/${token}`
  if (path === own || path.startsWith(`${own}/`)) return path
  const [, report, way] = /^\/apps\/[^/]+\/reports\/([^/?]+)\/(run|drill)$/.exec(path) ?? []
  if (report) return `${own}/reports/${report}/${way}`
  return /^\/apps\/[^/]+\/dashboards\/[^/]+\/run$/.test(path) ? `${own}/run` : `${own}/nothing`
}
