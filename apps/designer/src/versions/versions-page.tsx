import { Badge, Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core'
import {
  EmptyState,
  ErrorState,
  notify,
  problemText,
  SkeletonLines,
  useFormat,
  useRestoreVersion,
  useTranslation,
  useVersions,
} from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { DiffList } from '../publish/diff-list.tsx'
import classes from '../shell/workbench.module.css'

/** Every published version, and the way back to any of them. */
export function VersionsPage({ app }: { app: string }) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const versions = useVersions(app)
  const restore = useRestoreVersion(app)
  const { published } = useDraftActions()
  const [asked, ask] = useState<number | null>(null)

  async function restoreNow(version: number) {
    try {
      const result = await restore.mutateAsync(version)
      published(result.version)
      void notify({ kind: 'success', message: t('restored', { from: version, version: result.version }) })
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
    } finally {
      ask(null)
    }
  }

  if (versions.error) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  if (!versions.data) return <SkeletonLines lines={8} />
  if (versions.data.length === 0) return <EmptyState title={t('versions-empty')} text={t('versions-empty-text')} />
  return (
    <div className={classes.page}>
      <Title order={2} mb="md">
        {t('versions-title')}
      </Title>
      <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {versions.data.map((entry) => (
          <Card key={entry.version} component="li" withBorder padding="md" aria-label={t('version', { version: entry.version })}>
            <Group justify="space-between" align="flex-start">
              <div>
                <Group gap="sm">
                  <Text fw={600}>{t('version', { version: entry.version })}</Text>
                  {entry.current && <Badge color="success">{t('current-version')}</Badge>}
                </Group>
                <Text size="sm" c="dimmed">
                  {t('by-at', { name: entry.by?.name ?? 'Tangram', time: format.instant(entry.publishedAt) })}
                </Text>
                {entry.note && <Text size="md">{noteOf(entry.note, (version) => t('went-back', { version }))}</Text>}
              </div>
              {!entry.current && (
                <Button variant="default" onClick={() => ask(entry.version)}>
                  {t('restore')}
                </Button>
              )}
            </Group>
            {entry.diff.length > 0 && (
              <Stack mt="sm">
                <DiffList changes={entry.diff} />
              </Stack>
            )}
          </Card>
        ))}
      </Stack>
      <Modal
        opened={asked !== null}
        onClose={() => ask(null)}
        title={t('restore-title', { version: asked ?? 0 })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack gap="md">
          <Text size="md">{t('restore-text', { version: asked ?? 0 })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => ask(null)}>
              {t('cancel')}
            </Button>
            <Button loading={restore.isPending} onClick={() => asked !== null && void restoreNow(asked)}>
              {t('restore-now')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  )
}

/** A version that goes back to another one is noted by the server as `↩ 4`. */
function noteOf(note: string, wentBack: (version: string) => string): string {
  const [, version] = /^↩ (\d+)$/.exec(note) ?? []
  return version === undefined ? note : wentBack(version)
}
