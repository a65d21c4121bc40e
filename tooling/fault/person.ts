type Answer<T> = { status: number; body: T }

/** Somebody signed in to the trial over HTTP: holds the cookie and the CSRF token. */
export type Person = { send<T>(method: string, path: string, body?: unknown, headers?: { [name: string]: string }): Promise<Answer<T>> }

/** @throws when the server does not answer or refuses */
export async function signIn(url: string, person: string): Promise<Person> {
  const before = await fetch(`${url}/api/v1/session`, { signal: AbortSignal.timeout(10_000) })
  const first = (await before.json()) as { csrf: string }
  const cookie = cookiesOf(before)
  const signedIn = await fetch(`${url}/api/v1/trial/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': first.csrf, cookie },
    body: JSON.stringify({ person }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!signedIn.ok) throw new Error(`sign-in answered ${signedIn.status}: ${await signedIn.text()}`)
  const jar = cookiesOf(signedIn) || cookie
  const session = (await (
    await fetch(`${url}/api/v1/session`, { headers: { cookie: jar }, signal: AbortSignal.timeout(10_000) })
  ).json()) as { csrf: string }
  return {
    async send<T>(method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}): Promise<Answer<T>> {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          cookie: jar,
          'x-csrf-token': session.csrf,
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
