import { Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { ErrorState, notify, type TaskSummary, useCompleteTasks } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { aboutOf } from './about-of.ts'
import classes from './tasks.module.css'

type BatchDialogProps = {
  tasks: readonly TaskSummary[]
  outcome: 'approved' | 'rejected'
  /** Those that are done now. */
  onDone: (tasks: readonly string[]) => void
  onClose: () => void
}

/** Approves or rejects several with one opinion; what could not be done stays in sight with its reason. */
export function BatchDialog({ tasks, outcome, onDone, onClose }: BatchDialogProps) {
  const t = useArea(tasksTexts)
  const common = useArea(commonTexts)
  const complete = useCompleteTasks()
  const [opinion, setOpinion] = useState('')
  const [isMissing, setMissing] = useState(false)
  const isRejecting = outcome === 'rejected'
  const results = complete.data?.results

  function send(event: FormEvent) {
    event.preventDefault()
    if (isRejecting && opinion.trim() === '') return setMissing(true)
    complete.mutate(
      { tasks: tasks.map(({ id }) => id), outcome, ...(opinion.trim() ? { opinion: opinion.trim() } : {}) },
      {
        onSuccess: ({ results }) => {
          const done = results.filter(({ ok }) => ok).map(({ task }) => task)
          onDone(done)
          if (done.length < results.length) return
          void notify({ kind: 'success', message: t('batchDone', { done: done.length, count: results.length }) })
          onClose()
        },
      },
    )
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isRejecting ? 'batchReject' : 'batchApprove', { count: tasks.length })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={send} noValidate>
        <Stack>
          {results && <Text role="status">{t('batchDone', { done: results.filter(({ ok }) => ok).length, count: results.length })}</Text>}
          <ul className={classes.batch}>
            {tasks.map((task) => {
              const result = results?.find((one) => one.task === task.id)
              return (
                <li key={task.id} data-result={result === undefined ? undefined : result.ok ? 'ok' : 'failed'}>
                  <span>{aboutOf(task)}</span>
                  {result?.ok && <Badge color="success">{t('batchOk')}</Badge>}
                  {result && !result.ok && (
                    <Text size="sm" c="danger">
                      {result.problem?.detail ?? result.problem?.title} {result.problem?.fix}{' '}
                      <Link href={`/tasks/${task.id}`} onClick={onClose}>
                        {t('batchOpen')}
                      </Link>
                    </Text>
                  )}
                </li>
              )
            })}
          </ul>
          {!results && (
            <Textarea
              data-autofocus
              label={t('opinion')}
              description={t('batchOpinion')}
              withAsterisk={isRejecting}
              error={isMissing && opinion.trim() === '' && t('opinionMissing')}
              autosize
              minRows={2}
              maxRows={6}
              value={opinion}
              onChange={(event) => setOpinion(event.currentTarget.value)}
            />
          )}
          {complete.isError && <ErrorState error={complete.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common(results ? 'close' : 'cancel')}
            </Button>
            {!results && (
              <Button type="submit" color={isRejecting ? 'danger' : undefined} loading={complete.isPending}>
                {t(isRejecting ? 'reject' : 'approve')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
