import { fillAll, type LocalizedText, textIn } from '@tangram/data-model'
import type { Invitation, JobHandler, Transaction } from '@tangram/storage'
import type { Deliver } from '../jobs/deliver.ts'
import type { JobServices } from '../jobs/job-services.ts'
import { asSystem } from '../system-principal.ts'
import { invitationAddress } from './invitation-address.ts'

type Mailing = Pick<JobServices, 'config' | 'storage' | 'baseUrl'>

const hidden = '…'

/**
 * Puts the mail into the outbox and queues its sending. What is kept of it anywhere is without the address: whoever reads the outbox, a job or
 * the database sets nobody's password.
 */
export async function queueInvitation(services: Mailing, invitation: Invitation, trx: Transaction): Promise<void> {
  const { storage } = services
  const system = asSystem('invitation')
  const { email } = invitation.person
  if (!email) return
  const mail = mailOf(services, invitation, hidden)
  const { id, isNew } = await storage.messages.add(system, { channel: 'mail', to: email, ...mail, key: `invitation:${invitation.id}` }, trx)
  if (!isNew) return
  await storage.jobs.enqueue(
    system,
    { kind: 'invitation.send', key: `invitation:${invitation.id}`, payload: { invitation: invitation.id, message: id } },
    trx,
  )
}

export function invitationJobs(services: Mailing & Pick<JobServices, 'log'>, deliver: Deliver): { [kind: string]: JobHandler } {
  const { storage } = services
  return {
    'invitation.send': async (job) => {
      const { invitation: id, message } = job.payload as { invitation: string; message: string }
      const system = asSystem('invitation')
      const invitation = await storage.invitations.open(system, id)
      // Used, taken back or over by now: nobody is sent an address that leads nowhere.
      if (!invitation?.person.email) return storage.messages.settle(system, message, 'failed', 'the address was closed before it was sent')
      const mail = mailOf(services, invitation, invitationAddress(services, invitation.token))
      try {
        const outcome = await deliver({ channel: 'mail', to: invitation.person.email, ...mail, key: message })
        await storage.messages.settle(
          system,
          message,
          outcome === 'sent' ? 'sent' : 'failed',
          outcome === 'sent' ? undefined : 'SMTP_URL is not set',
        )
      } catch (error) {
        await storage.messages.settle(system, message, 'waiting', (error as Error).message.slice(0, 300))
        throw error
      }
    },

    // Who asked was answered before anybody looked whether there is such a person: neither the answer nor its time tells.
    'password.forgotten': async (job) => {
      const { login } = job.payload as { login: string }
      const system = asSystem('password.forgotten')
      const person = await storage.invitations.whoForgot(system, login)
      if (person === null) return
      await storage.transaction(async (trx) => {
        const invitation = await storage.invitations.issue(system, person, { id: job.id }, trx)
        await queueInvitation(services, invitation, trx)
      })
    },
  }
}

const words = {
  invite: {
    subject: { en: 'Your account with {organisation}', 'zh-CN': '{organisation}：启用您的账号' },
    text: {
      en: 'Hello {name},\n\nyou have an account with {organisation}. Your login is {login}.\nSet your password here, by {until}:\n\n{address}\n\nIf you did not expect this, you can ignore it.',
      'zh-CN':
        '{name}，您好：\n\n{organisation}已为您开通账号，登录名为 {login}。\n请在 {until} 前打开以下链接设置密码：\n\n{address}\n\n如非您本人的账号，请忽略此邮件。',
    },
  },
  reset: {
    subject: { en: 'A new password for {organisation}', 'zh-CN': '{organisation}：重设密码' },
    text: {
      en: 'Hello {name},\n\na new password was asked for your login {login}. Set it here, by {until}:\n\n{address}\n\nIf it was not you, do nothing: your password stays as it is.',
      'zh-CN':
        '{name}，您好：\n\n有人为您的账号 {login} 申请重设密码。请在 {until} 前打开以下链接：\n\n{address}\n\n如非本人操作，请忽略此邮件，密码不会改变。',
    },
  },
} as const satisfies { [purpose in Invitation['purpose']]: { [part: string]: Required<LocalizedText> } }

function mailOf({ config }: Pick<Mailing, 'config'>, { purpose, person, expiresAt }: Invitation, address: string) {
  const { locale, name, login } = person
  const { name: organisation, zone } = config.organisation
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(expiresAt))
  const params = { organisation, name, login: login ?? '', until, address }
  const { subject, text } = words[purpose]
  return { subject: textIn(fillAll(subject, params), locale), text: textIn(fillAll(text, params), locale) }
}
