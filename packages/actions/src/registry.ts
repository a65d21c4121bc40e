import type { ActionType } from './action-type.ts'
import { callWebhook } from './call-webhook.ts'
import { createRecord } from './create-record.ts'
import { notify } from './notify.ts'
import { sendFormLink } from './send-form-link.ts'
import { sendMessage } from './send-message.ts'
import { updateRecord } from './update-record.ts'

/** Every action, in palette order. */
export const actionTypes: readonly ActionType[] = [updateRecord, createRecord, notify, sendMessage, sendFormLink, callWebhook]
