type Answer<T> = { status: number; body: T }

/** Somebody signed in to the trial over HTTP: holds the cookie and the CSRF token. */
export type Person = { send<T>(method: string, path: string, body?: unknown, headers?: { [name: string]: string }): Promise<Answer<T>> }

const patience = { attempts: 60, pauseMs: 500 }

/**
 * Signs in, and as any client that is told 503 tries again: just after a kill the readiness check may still have been answered by a backend
 * of the database that was about to end.
 *
 * @throws when the server refuses, does not answer, or says 503 for half a minute
 */
export async function signIn(url: string, person: string): Promise<Person> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await fetch(`${url}/api/v1/session`, { signal: AbortSignal.timeout(10_000) })
    const signedIn = before.ok ? await startSession(url, person, before) : before
    const jar = cookiesOf(signedIn) || cookiesOf(before)
    const session = signedIn.ok
      ? await fetch(`${url}/api/v1/session`, { headers: { cookie: jar }, signal: AbortSignal.timeout(10_000) })
      : signedIn
    if (session.ok) return personOf(url, jar, ((await session.json()) as { csrf: string }).csrf)
    if (session.status !== 503 || attempt >= patience.attempts) {
      throw new Error(`sign-in answered ${session.status}: ${await session.text()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, patience.pauseMs))
  }
}

async function startSession(url: string, person: string, before: Response): Promise<Response> {
  const { csrf } = (await before.json()) as { csrf: string }
  return fetch(`${url}/api/v1/trial/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, cookie: cookiesOf(before) },
    body: JSON.stringify({ person }),
    signal: AbortSignal.timeout(10_000),
  })
}

function personOf(url: string, jar: string, csrf: string): Person {
  return {
    async send<T>(method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}): Promise<Answer<T>> {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          cookie: jar,
          'x-csrf-token': csrf,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(15_000),
      })
      return { status: response.status, body: (await response.json()) as T }
    },
  }
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
