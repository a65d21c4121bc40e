import nodemailer from 'nodemailer'
import type { ServerConfig } from '../config.ts'

export type Delivery = {
  channel: 'sms' | 'mail'
  to: string
  subject?: string
  text: string
  key: string
  /** Sent along with a mail; a picture may be shown in it. */
  attachment?: { name: string; type: string; content: Buffer; isShown?: boolean }
}

/** Brings messages out of the house. `none`: this installation has no such way; the message stays readable in the log of messages. */
export type Deliver = (delivery: Delivery) => Promise<'sent' | 'none'>

const timeoutMs = 10_000

/** Mail by SMTP when SMTP_URL is set, sms by a POST of `{ to, text, key }` when SMS_URL is set. */
export function createDelivery(config: Pick<ServerConfig, 'smtpUrl' | 'smsUrl' | 'mailFrom'>): Deliver {
  const smtp = config.smtpUrl ? nodemailer.createTransport(config.smtpUrl, { from: config.mailFrom }) : undefined
  return async ({ channel, to, subject, text, key, attachment }) => {
    if (channel === 'mail') {
      if (!smtp) return 'none'
      const parts = attachment ? withFile(text, key, attachment) : {}
      const envelope = { to: { name: '', address: to }, subject: subject ?? text.slice(0, 60), text, messageId: `<${key}@tangram>` }
      await smtp.sendMail({ ...envelope, ...parts })
      return 'sent'
    }
    if (!config.smsUrl) return 'none'
    const answer = await fetch(config.smsUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ to, text, key }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the sms gateway answered ${answer.status}`)
    return 'sent'
  }
}

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A file beside the text; a picture to be shown is under the same text as a page. */
function withFile(text: string, key: string, { name, type, content, isShown }: NonNullable<Delivery['attachment']>) {
  const file = { filename: name, contentType: type, content }
  if (!isShown) return { attachments: [file] }
  const lines = text.replace(/[&<>"]/g, (found) => entities[found] ?? '').replaceAll('\n', '<br>')
  const html = `<p>${lines}</p><p><img src="cid:${key}@tangram" alt="" style="max-width:100%"></p>`
  return { html, attachments: [{ ...file, cid: `${key}@tangram` }] }
}
