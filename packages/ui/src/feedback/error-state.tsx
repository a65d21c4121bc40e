import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { isLostPart, reloadPage } from './lost-part.ts'

/** What an error says to a person: what happened and what to do. */
export function problemText(error: unknown): { title: string; detail?: string; fix?: string } {
  if (error instanceof ApiProblem) {
    return { title: error.title, ...(error.detail ? { detail: error.detail } : {}), ...(error.fix ? { fix: error.fix } : {}) }
  }
  return { title: error instanceof Error ? error.message : String(error) }
}

/** Whether a table of the database that the app only reads is no longer as it was, or may not be read any more. */
export const isOfSource = (error: unknown): boolean => error instanceof ApiProblem && error.code.startsWith('storage.linked.')

/** A part of the page that could not be loaded, with a way to try again and what else this reader can do. */
export function ErrorState({ error, onRetry, action }: { error: unknown; onRetry?: () => void; action?: ReactNode }) {
  const { t } = useTranslation('ui')
  const isLost = isLostPart(error)
  const { title, detail, fix } = isLost
    ? { title: t('part-lost'), detail: t('part-lost-text'), fix: undefined }
    : error instanceof ApiProblem
      ? { ...problemText(error), ...(isOfSource(error) ? { title: t('source-unread') } : {}) }
      : { title: t('part-broken'), detail: problemText(error).title, fix: t('part-broken-fix') }
  // What is not there, or not for this reader, does not come by asking again.
  const isFinal = error instanceof ApiProblem && [403, 404, 410].includes(error.status)
  // In a tab of its own: what was typed here stays, and can be sent once somebody is signed in again.
  const hasSessionEnded = error instanceof ApiProblem && error.status === 401
  return (
    // The box around it takes what room it is given; the message itself stays as tall as its words.
    <div>
      <Alert variant="light" color="danger" icon={<IconAlertTriangle size={18} stroke={1.5} />} title={title} role="alert" m="md">
        <Stack gap={8} align="flex-start">
          {detail && detail !== title && <Text size="md">{detail}</Text>}
          {fix && <Text size="md">{fix}</Text>}
          {hasSessionEnded && (
            <Button variant="default" size="xs" component="a" href="/login" target="_blank">
              {t('sign-in-again')}
            </Button>
          )}
          {isLost && (
            <Button variant="default" size="xs" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={reloadPage}>
              {t('reload')}
            </Button>
          )}
          {onRetry && !isFinal && !isLost && (
            <Button variant="default" size="xs" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {action}
        </Stack>
      </Alert>
    </div>
  )
}
