import { Fieldset, NumberInput, Select, Stack, Switch } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument, ProcessPolicies } from '@tangram/flow-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { useDraft, useDraftActions } from '../../draft/draft-context.tsx'
import { setProcess } from '../edit-flow.ts'

/** What people may do with a running instance, and by which calendar its time counts. */
export function Policies({ process }: { process: ProcessDocument }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const { revoke = 'untouched', withdraw = true, urgeEveryMinutes = 30 } = process.policies ?? {}
  const set = (policies: ProcessPolicies) => run(setProcess(process, { policies: { ...process.policies, ...policies } }))
  const calendars = inOrder(document.calendars)
  return (
    <Fieldset legend={t('policies')} p="sm">
      <Stack gap="sm">
        <Select
          label={t('revoke')}
          allowDeselect={false}
          data={(['never', 'untouched', 'always'] as const).map((rule) => ({ value: rule, label: t(`revoke-${rule}`) }))}
          value={revoke}
          onChange={(rule) => rule && set({ revoke: rule as NonNullable<ProcessPolicies['revoke']> })}
        />
        <Switch label={t('withdraw')} checked={withdraw} onChange={(event) => set({ withdraw: event.currentTarget.checked })} />
        <NumberInput
          label={t('urge-every')}
          min={0}
          max={10_080}
          value={urgeEveryMinutes}
          onChange={(minutes) => set({ urgeEveryMinutes: Number(minutes) || 0 })}
        />
        {calendars.length > 0 && (
          <Select
            label={t('calendar')}
            clearable
            placeholder={t('calendar-none')}
            data={calendars.map((calendar) => ({ value: calendar.id, label: text(calendar.label, calendar.id) }))}
            value={process.calendar ?? null}
            onChange={(calendar) => run(setProcess(process, { calendar: calendar ?? undefined } as Partial<ProcessDocument>))}
          />
        )}
      </Stack>
    </Fieldset>
  )
}
