import { ActionIcon, Button, Fieldset, Group, MultiSelect, NumberInput, Select, Stack } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { possibleTotals } from './edit-report.ts'

type TotalsProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

const bounds = ['gte', 'lte', 'gt', 'lt'] as const
const hows = [...bounds, 'empty', 'present'] as const
type How = (typeof hows)[number]

/** Which totals stand beside the groups, and which groups stay. */
export function Totals({ report, onChange }: TotalsProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const possible = possibleTotals(report)
  const having = report.having ?? []
  const set = (next: typeof having) => onChange({ having: next.length > 0 ? next : undefined } as Partial<ReportDocument>)
  const measures = report.measureOrder.map((id) => ({ value: id, label: text(report.measures[id]?.label, id) }))
  const [first] = measures
  if (possible.length === 0) return null
  return (
    <>
      <MultiSelect
        data-totals
        label={t('totals')}
        data={possible.map((kind) => ({ value: kind, label: t(`totals-${kind}`) }))}
        value={(report.totals ?? []).filter((kind) => possible.includes(kind))}
        onChange={(next) => {
          const totals = possible.filter((kind) => next.includes(kind))
          onChange({ totals: totals.length > 0 ? totals : undefined } as Partial<ReportDocument>)
        }}
      />
      <Fieldset legend={t('having')} p="sm">
        <Stack gap={6}>
          {having.map((filter, at) => {
            const bound = bounds.find((one) => one in filter)
            const how: How = bound ?? ('empty' in filter && filter.empty ? 'empty' : 'present')
            const value = bound ? ((filter as { [how: string]: unknown })[bound] as number) : 1
            const replace = (measure: string, next: How, limit: number) => {
              const made = next === 'empty' || next === 'present' ? { empty: next === 'empty' } : { [next]: limit }
              set(having.map((old, i) => (i === at ? ({ measure, ...made } as typeof filter) : old)))
            }
            const n = at + 1
            return (
              // The place is all that tells one condition from another that says the same.
              <Group key={`${at} ${having.length}`} gap={6} wrap="nowrap">
                <Select
                  flex={2}
                  aria-label={t('having-measure', { n })}
                  allowDeselect={false}
                  data={measures}
                  value={filter.measure}
                  onChange={(measure) => measure && replace(measure, how, value)}
                />
                <Select
                  flex={1}
                  aria-label={t('having-how', { n })}
                  allowDeselect={false}
                  data={hows.map((one) => ({ value: one, label: t(`having-${one}`) }))}
                  value={how}
                  onChange={(next) => next && replace(filter.measure, next as How, value)}
                />
                {bound && (
                  <NumberInput
                    flex={1}
                    aria-label={t('having-value', { n })}
                    value={value}
                    onChange={(next) => typeof next === 'number' && replace(filter.measure, bound, next)}
                  />
                )}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={t('remove-having', { n })}
                  onClick={() => set(having.filter((_, i) => i !== at))}
                >
                  <Icon name="x" size={16} />
                </ActionIcon>
              </Group>
            )
          })}
          {first && (
            <Button
              variant="default"
              size="xs"
              style={{ alignSelf: 'flex-start' }}
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => set([...having, { measure: first.value, gte: 1 }])}
            >
              {t('add-having')}
            </Button>
          )}
        </Stack>
      </Fieldset>
    </>
  )
}
