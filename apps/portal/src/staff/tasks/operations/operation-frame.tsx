import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { ApiProblem, ErrorState } from '@tangram/ui'
import type { FormEvent, ReactNode } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'

export type OperationFrameProps = {
  title: string
  /** What it will do, in a sentence. */
  text: string
  submit: string
  /** It cannot be taken back. */
  isFinal?: boolean
  isSending: boolean
  error: Error | null
  onSubmit: () => void
  onClose: () => void
  children?: ReactNode
}

/** Asks before something is done with a task or an instance. What was entered stays when the server refuses. */
export function OperationFrame({ title, text, submit, isFinal, isSending, error, onSubmit, onClose, children }: OperationFrameProps) {
  const t = useArea(operationsTexts)

  function send(event: FormEvent) {
    event.preventDefault()
    // The dialog may lie inside of another form in React's tree.
    event.stopPropagation()
    onSubmit()
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          <Text>{text}</Text>
          {children}
          {error && <ErrorState error={error} />}
          {error instanceof ApiProblem && error.status === 409 && <Text size="sm">{t('changed')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color={isFinal ? 'danger' : undefined} loading={isSending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
