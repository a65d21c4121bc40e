import { Alert, Anchor, Button, Group, List, Stack, Text, TextInput, Title } from '@mantine/core'
import type { Diagnostic } from '@tangram/data-model'
import {
  EmptyState,
  ErrorState,
  Icon,
  notify,
  ProgressBar,
  problemText,
  SidePanel,
  SkeletonLines,
  useFormat,
  usePublish,
  usePublishPlan,
  useTranslation,
} from '@tangram/ui'
import { useState } from 'react'
import { Link } from 'wouter'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { DiffList } from './diff-list.tsx'
import { placeOf } from './place-of.ts'
import { RunningList } from './running-list.tsx'

/** What publishing would change, what stands in its way, and the button. */
export function PublishPanel({ app, opened, onClose }: { app: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const flow = useTranslation('flow')
  const { published } = useDraftActions()
  const plan = usePublishPlan(app, opened)
  const publish = usePublish(app)
  const [note, setNote] = useState('')

  async function publishNow() {
    try {
      const { version } = await publish.mutateAsync(note.trim() ? { note: note.trim() } : {})
      published(version)
      setNote('')
      onClose()
      void notify({ kind: 'success', title: t('published', { version }), message: t('published-text') })
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
    }
  }

  const findings = plan.data?.diagnostics ?? []
  const errors = findings.filter(({ severity }) => severity === 'error')
  // A draft with mistakes has no changes to show, and must not be told that all is well.
  const isEmpty = plan.data !== undefined && plan.data.diff.length === 0 && plan.data.diagnostics.length === 0
  return (
    <SidePanel
      opened={opened}
      onClose={onClose}
      title={t('publish-title')}
      footer={
        plan.data && !isEmpty ? (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button onClick={() => void publishNow()} disabled={!plan.data.canPublish} loading={publish.isPending}>
              {t('publish-now')}
            </Button>
          </Group>
        ) : undefined
      }
    >
      {plan.error && <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />}
      {!plan.data && !plan.error && <SkeletonLines lines={6} />}
      {isEmpty && <EmptyState title={t('publish-nothing')} text={t('publish-nothing-text')} />}
      {plan.data && !isEmpty && (
        <Stack gap="md" p="lg">
          {publish.isPending && <ProgressBar label={t('publishing')} />}
          <Problems
            app={app}
            onGo={onClose}
            diagnostics={errors.filter((found) => !isCase(found))}
            color="danger"
            title={t('publish-blocked')}
          />
          <Problems app={app} onGo={onClose} diagnostics={errors.filter(isCase)} color="danger" title={flow.t('publish-cases')} />
          <Problems
            app={app}
            onGo={onClose}
            diagnostics={findings.filter(({ severity }) => severity === 'warning')}
            color="warning"
            title={t('publish-warnings')}
          />
          {plan.data.diff.length > 0 && (
            <>
              <Title order={4}>{t('publish-changes')}</Title>
              <DiffList changes={plan.data.diff} />
            </>
          )}
          {plan.data.runningInstances > 0 && (
            <>
              <Text size="md" c="dimmed">
                {t('publish-running', { n: plan.data.runningInstances })}
              </Text>
              <RunningList />
            </>
          )}
          <TextInput label={t('publish-note')} value={note} maxLength={200} onChange={(event) => setNote(event.currentTarget.value)} />
        </Stack>
      )}
    </SidePanel>
  )
}

/** A saved play of a process came out otherwise. */
const isCase = ({ path }: Diagnostic) => /^\/processes\/items\/[^/]+\/cases\//.test(path)

type ProblemsProps = { app: string; diagnostics: Diagnostic[]; color: string; title: string; onGo: () => void }

function Problems({ app, diagnostics, color, title, onGo }: ProblemsProps) {
  const { text } = useFormat()
  if (diagnostics.length === 0) return null
  return (
    <Alert color={color} variant="light" title={title} icon={<Icon name="alert-triangle" />}>
      <List size="md" spacing={4}>
        {diagnostics.map((diagnostic) => (
          <List.Item key={`${diagnostic.code} ${diagnostic.path}`}>
            {text(diagnostic.message, diagnostic.code)}
            {diagnostic.fix && <Text size="md">{text(diagnostic.fix)}</Text>}
            <GoThere app={app} path={diagnostic.path} onGo={onGo} />
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** Leads to where the finding is, with its name. */
function GoThere({ app, path, onGo }: { app: string; path: string; onGo: () => void }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const place = placeOf(document, path)
  if (!place) return null
  const { section, thing, part, label } = place
  return (
    <Anchor component={Link} display="block" href={`/${[app, section, thing, part].filter(Boolean).join('/')}`} onClick={onGo}>
      {t('go-to', { section: t(section), name: text(label, thing) })}
    </Anchor>
  )
}
