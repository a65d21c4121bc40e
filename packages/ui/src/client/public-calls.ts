import type { RecordValues } from '@tangram/data-model'
import type { Client } from './create-client.ts'
import type { Progress, PublicForm, PublicLink, Submission } from './types.ts'

export function readPublicForm(client: Client, token: string, signal: AbortSignal): Promise<PublicForm> {
  return client.get(`/public/forms/${token}`, { signal })
}

/**
 * Hands a public form in, as it was in the version that it was opened from. Keep `requestId` over retries: the second try then changes
 * nothing.
 */
export function submitPublicForm(
  client: Client,
  token: string,
  { appVersion, ...input }: { values: RecordValues; requestId: string; appVersion: number },
): Promise<Submission> {
  return client.send('POST', `/public/forms/${token}/submissions`, input, { appVersion })
}

export function lookUpProgress(client: Client, asked: { number: string; phone: string }): Promise<Progress> {
  return client.send('POST', '/public/progress', asked)
}

/** What a link that was sent to a customer asks. */
export function readPublicLink(client: Client, token: string, signal: AbortSignal): Promise<PublicLink> {
  return client.get(`/public/links/${token}`, { signal })
}

export type LinkAnswer = { outcome?: string; values?: RecordValues; opinion?: string }

/** @param appVersion that the form was opened from, when there is one */
export async function answerPublicLink(client: Client, token: string, answer: LinkAnswer, appVersion?: number): Promise<void> {
  await client.send('POST', `/public/links/${token}`, answer, { appVersion })
}
