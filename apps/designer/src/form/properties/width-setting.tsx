import { SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from '@tangram/ui'
import { useId } from 'react'

const common = { '12': 'width-full', '8': 'width-two-thirds', '6': 'width-half', '4': 'width-third' } as const

/** How much of a row an element takes. Every twelfth can be had at the edge of the element itself. */
export function WidthSetting({ span, onChange }: { span: number; onChange: (span: number) => void }) {
  const { t } = useTranslation('designer')
  const id = useId()
  const data = Object.entries(common).map(([value, key]) => ({ value, label: t(key) }))
  return (
    <div>
      <Text size="md" fw={500} mb={4} id={id}>
        {t('width')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={String(span)}
        onChange={(next) => onChange(Number(next))}
        data={Object.hasOwn(common, span) ? data : [...data, { value: String(span), label: `${span}/12` }]}
      />
    </div>
  )
}
