import nodemailer from 'nodemailer'
import type { ServerConfig } from '../config.ts'

export type Delivery = { channel: 'sms' | 'mail'; to: string; subject?: string; text: string; key: string }

/** Brings messages out of the house. `none`: this installation has no such way; the message stays readable in the log of messages. */
export type Deliver = (delivery: Delivery) => Promise<'sent' | 'none'>

const timeoutMs = 10_000

/** Mail by SMTP when SMTP_URL is set, sms by a POST of `{ to, text, key }` when SMS_URL is set. */
export function createDelivery(config: Pick<ServerConfig, 'smtpUrl' | 'smsUrl' | 'mailFrom'>): Deliver {
  const smtp = config.smtpUrl ? nodemailer.createTransport(config.smtpUrl, { from: config.mailFrom }) : undefined
  return async ({ channel, to, subject, text, key }) => {
    if (channel === 'mail') {
      if (!smtp) return 'none'
      await smtp.sendMail({ to: { name: '', address: to }, subject: subject ?? text.slice(0, 60), text, messageId: `<${key}@tangram>` })
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
