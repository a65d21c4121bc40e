import { Stack } from '@mantine/core'
import { inOrder, type LocalizedText } from '@tangram/data-model'
import { EmptyState, useTranslation } from '@tangram/ui'
import type { ReactNode } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { usePlace } from '../shell/use-place.ts'
import classes from '../shell/workbench.module.css'
import { NewThing } from './new-thing.tsx'
import type { ThingKind } from './starters.ts'
import { ThingsBar } from './things-bar.tsx'

type SectionKind = 'views' | 'rules' | 'slas' | 'calendars' | 'reports' | 'dashboards'

/** A section that shows one of its things at a time: the bar to choose and make them, and the one that is open. */
export function SectionPage({
  kind,
  isWide = false,
  children,
}: {
  kind: SectionKind
  /** Takes all the width there is. */
  isWide?: boolean
  children: (id: string) => ReactNode
}) {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { thing, openThing } = usePlace(kind)
  const things: { id: string; label: LocalizedText }[] = inOrder<{ id: string; label: LocalizedText }>(document[kind as ThingKind])
  const open = things.find(({ id }) => id === thing) ?? things[0]
  if (!open) {
    return (
      <EmptyState
        title={t(`no-${kind}`)}
        text={t(`no-${kind}-text`)}
        action={<NewThing kind={kind} variant="filled" onMade={openThing} />}
      />
    )
  }
  return (
    <div className={classes.page} data-wide={isWide || undefined}>
      <Stack gap="md">
        <ThingsBar kind={kind} current={open.id} onOpen={openThing} />
        {children(open.id)}
      </Stack>
    </div>
  )
}
