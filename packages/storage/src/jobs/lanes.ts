/**
 * Where jobs wait. What reaches outside of the house stands apart: actions, and messages that are sent. A job's lane follows from its
 * kind; the table reckons it (migration 007).
 */
export const lanes = ['inside', 'actions', 'messages'] as const

export type Lane = (typeof lanes)[number]
