import { Badge, Group, Text } from '@mantine/core'
import { IconBell, IconMail, IconMessage } from '@tabler/icons-react'
import { fieldTypes } from '@tangram/form-engine'
import {
  EmptyState,
  ErrorState,
  fieldViewOf,
  type OutgoingMessage,
  SkeletonLines,
  useFormat,
  useLocale,
  useOutgoingMessages,
  useSession,
  valueText,
} from '@tangram/ui'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { messagesTexts } from '../../texts/messages.ts'
import { linksIn } from './links-in.ts'
import classes from './messages-page.module.css'

/** What customers were sent. In a trial this is the only place where they arrive, so the links in them work. */
export default function MessagesPage() {
  const t = useArea(messagesTexts)
  const isTrial = useSession().data?.trial ?? false
  const messages = useOutgoingMessages()
  return (
    <Page title={t('title')} layout="read">
      <Text c="dimmed" mb="md">
        {t(isTrial ? 'trialHint' : 'hint')}
      </Text>
      {messages.isPending && <SkeletonLines />}
      {messages.isError && <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.data?.length === 0 && <EmptyState figure="fish" title={t('emptyTitle')} text={t('empty')} />}
      {messages.data && messages.data.length > 0 && (
        <ul className={classes.list} aria-label={t('list')}>
          {messages.data.map((message) => (
            <li key={message.id} className={classes.message}>
              <Message message={message} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

/** A number is written as lists write it. */
const phoneField = fieldViewOf({ id: 'to', type: 'phone', label: {} }, fieldTypes)

const shapes = { sms: IconMessage, mail: IconMail, app: IconBell }

function Message({ message }: { message: OutgoingMessage }) {
  const t = useArea(messagesTexts)
  const format = useFormat()
  const { locale, zone } = useLocale()
  const to = message.channel === 'sms' ? valueText(message.to, phoneField, { locale, zone }) : message.to
  const Shape = shapes[message.channel]
  const state = message.status === 'sent' || message.status === 'failed' ? message.status : 'queued'
  return (
    <>
      <Group gap={8} wrap="wrap" mb={4}>
        <Shape size={18} stroke={1.5} aria-hidden />
        <Text fw={600}>{t(message.channel)}</Text>
        <Text>{message.to === '' ? t('nobody') : t('to', { to })}</Text>
        <Badge color={state === 'sent' ? 'success' : state === 'failed' ? 'danger' : 'gray'}>{t(state)}</Badge>
        <Text component="time" dateTime={message.at} size="sm" c="dimmed" ms="auto" title={format.instant(message.at)}>
          {format.relative(message.at)}
        </Text>
      </Group>
      {message.to === '' && message.subject && <Text className={classes.text}>{message.subject}</Text>}
      <Text className={classes.text}>
        {linksIn(message.text).map((part) =>
          part.href ? (
            <a key={part.at} href={part.href} target="_blank" rel="noreferrer">
              {part.text}
            </a>
          ) : (
            <span key={part.at}>{part.text}</span>
          ),
        )}
      </Text>
    </>
  )
}
