import type { Id, LocalizedText } from '@tangram/data-model'
import type { Assignees } from '../document.ts'

/** When a node with several signers passes. */
export type SigningMode = 'all' | 'any' | 'vote' | 'sequence'

/** Who may do what with a task beside completing it. A node's `operations` lists those it allows. */
export type AllowedOperation = 'transfer' | 'delegate' | 'add-before' | 'add-after' | 'add-beside' | 'return' | 'copy'

/**
 * Editor `timeouts`: a list of these. What the clock does with a task that nobody has dealt with, counted from when it was opened.
 *
 *     [{ "id": "nudge", "afterHours": 24, "do": "remind", "times": 3, "everyHours": 8 },
 *      { "id": "give_up", "afterHours": 72, "do": "transfer", "to": { "kind": "role", "role": "manager" } }]
 */
export type TimeoutDocument = {
  id: Id
  /** More than 0; fractions are fine. */
  afterHours: number
} & (
  | { do: 'remind' /** How often. Default 1. */; times?: number /** Default: `afterHours`. */; everyHours?: number }
  /** Of an approval. */
  | { do: 'approve' | 'reject' }
  /** Of any other task: it is completed with this outcome. */
  | { do: 'complete'; outcome: Id }
  | { do: 'transfer'; to: Assignees }
  /** `to`: `start`, `previous` or the id of a node. */
  | { do: 'return'; to: 'start' | 'previous' | Id }
  /** The leader of whoever has it gets it; `levels` up, default 1. */
  | { do: 'escalate'; levels?: number }
)

/**
 * Editor `return-rule`: where a task may be sent back to, and how it comes back.
 *
 *     { "to": ["start", "previous", "any"], "resubmit": "choose" }
 */
export type ReturnRuleDocument = {
  /** `start`: the initiator. `previous`: whoever had it last. `any`: every step that was visited. None: `[]`. */
  to: ('start' | 'previous' | 'any')[]
  /** `replay`: everything between is done again. `direct`: straight back here. `choose`: the person says. */
  resubmit: 'replay' | 'direct' | 'choose'
}

/**
 * Part `groups` of an approval: each group has one vote; whoever of it acts first speaks for it. Beside them `approvers` names people
 * (as `Assignees`) who have one vote each. Weights count in the mode `vote` only: `weight` of the group; for the people what the formula
 * `weight` of the node gives (it knows `$signer`, a uuid), else 1.
 */
export type SigningGroupDocument = { id: Id; label: LocalizedText; assignees: Assignees; weight?: number }
