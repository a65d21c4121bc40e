import { Badge, Text } from '@mantine/core'
import { type TaskSigner, type TaskStatus, useFormat, useLocale } from '@tangram/ui'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import classes from '../tasks.module.css'

const states = { open: 'signerOpen', waiting: 'signerWaiting', done: 'signerDone', cancelled: 'signerCancelled' } as const
const colors: { [status in TaskStatus]: string } = { open: 'brand', waiting: 'gray', done: 'success', cancelled: 'gray' }
const addedTexts = { before: 'addedBefore', after: 'addedAfter', beside: 'addedBeside' } as const

/** Who decides about this step: whose turn it is, who was added by whom, on whose behalf, and what they said. */
export function SignersList({ signers, outcomeOf }: { signers: readonly TaskSigner[]; outcomeOf: (signer: TaskSigner) => string }) {
  const t = useArea(operationsTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const nameOf = (by: NonNullable<TaskSigner['added']>['by']) =>
    typeof by === 'string' ? (signers.find(({ person }) => person?.id === by)?.person?.name ?? '') : by.name
  const hasWeights = signers.some(({ weight }) => weight !== 1)
  return (
    <ol className={classes.signers}>
      {signers.map((signer) => {
        const { task, person, status, opinion, at, added, weight, insteadOf, group, candidates = [] } = signer
        const pool = candidates.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ')
        const notes = [
          ...(group ? [group] : []),
          ...(insteadOf ? [t('insteadOf', { name: insteadOf.name })] : []),
          ...(added ? [t(addedTexts[added.where], { name: nameOf(added.by) })] : []),
          ...(hasWeights ? [t('weight', { weight })] : []),
        ]
        return (
          <li key={task} data-status={status}>
            <div className={classes.signer}>
              <strong>{person?.name ?? (pool ? t('pool', { names: pool }) : t('somebody'))}</strong>
              {notes.map((note) => (
                <span key={note}>{note}</span>
              ))}
              <Badge color={signer.outcome === 'rejected' || signer.outcome === 'returned' ? 'danger' : colors[status]}>
                {(status === 'done' && outcomeOf(signer)) || t(states[status])}
              </Badge>
              {at && status === 'done' && <time dateTime={at}>{format.relative(at)}</time>}
            </div>
            {opinion && (
              <Text component="blockquote" size="sm">
                {opinion}
              </Text>
            )}
          </li>
        )
      })}
    </ol>
  )
}
