import { Group, Modal, Stack, Text } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import { ErrorState, hasDuty, type Named, RightsView, SkeletonLines, useFormat, useLocale, useRights, useSession } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { rightsTexts } from '../../texts/rights.ts'
import { PersonPicker } from '../people/people-picker.tsx'
import { SeeAsButton } from './see-as-button.tsx'

export type RightsDialogProps = {
  app: Id
  entity: Id
  record: string
  title: string
  /** Whether the reader may ask about others. */
  asksAll: boolean
  onClose: () => void
}

/** What somebody may do with a record, field by field, and why. Those who design the app ask about anybody, others about themselves. */
export default function RightsDialog({ app, entity, record, title, asksAll, onClose }: RightsDialogProps) {
  const t = useArea(rightsTexts)
  const { text } = useFormat()
  const { locale } = useLocale()
  const me = useSession().data?.person
  const [chosen, choose] = useState<Named | null>(null)
  const person = asksAll ? chosen?.id : me?.id
  const rights = useRights(app, entity, record, person === undefined ? undefined : { person })
  const roles = rights.data?.roles.map(({ label }) => text(label)).join(locale === 'zh-CN' ? '、' : ', ')
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${asksAll ? t('whoSees') : t('myRights')} · ${title}`}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {asksAll && (
          <>
            <PersonPicker label={t('whose')} value={chosen} onChange={choose} autoFocus />
            <Text size="sm" c="dimmed">
              {chosen ? t('noted') : `${t('whoseHint')} ${t('noted')}`}
            </Text>
          </>
        )}
        {person !== undefined && rights.isPending && <SkeletonLines lines={6} />}
        {rights.isError && <ErrorState error={rights.error} onRetry={() => void rights.refetch()} />}
        {rights.data && (
          <>
            <Group justify="space-between">
              <Text size="sm">{roles ? t('holds', { roles }) : t('noRoles')}</Text>
              {me && hasDuty(me, 'security') && chosen && chosen.id !== me.id && <SeeAsButton person={chosen.id} />}
            </Group>
            <RightsView actions={rights.data.actions} fields={rights.data.fields} />
          </>
        )}
      </Stack>
    </Modal>
  )
}
