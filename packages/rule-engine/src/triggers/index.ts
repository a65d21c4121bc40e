import type { TriggerType } from '../trigger.ts'
import { recordCreated } from './record-created.ts'
import { recordMatches } from './record-matches.ts'
import { recordUpdated } from './record-updated.ts'

/** Every trigger, in palette order. */
export const triggerTypes: readonly TriggerType[] = [recordCreated, recordUpdated, recordMatches]
