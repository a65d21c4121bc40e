/** What a client sends along once it is signed in. */
export type Session = { cookie: string; csrf: string }

/** Signs one of the sample people in to a trial. */
export async function signIn(url: string, person: string): Promise<Session> {
  const cookiesOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
  const before = await fetch(`${url}/api/v1/session`)
  const { csrf } = (await before.json()) as { csrf: string }
  const cookie = cookiesOf(before)
  const answer = await fetch(`${url}/api/v1/trial/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, cookie },
    body: JSON.stringify({ person }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  const jar = cookiesOf(answer) || cookie
  const session = (await (await fetch(`${url}/api/v1/session`, { headers: { cookie: jar } })).json()) as { csrf: string }
  return { cookie: jar, csrf: session.csrf }
}
