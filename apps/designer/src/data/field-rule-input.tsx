import { Group, NumberInput, Select } from '@mantine/core'
import type { FieldRule } from '@tangram/access'
import { type Mask, type MaskKind, maskKinds, maskText, mostShown } from '@tangram/data-model'
import { useTranslation } from '@tangram/ui'

type Props = {
  label: string
  rule: FieldRule | undefined
  /** How this field is masked where the rule says no more; absent where it cannot be. */
  mask: Mask | undefined
  onChange: (rule: FieldRule | undefined) => void
}

/** What a role may do with one field; a mask is shown by what it leaves of an example. */
export function FieldRuleInput({ label, rule, mask, onChange }: Props) {
  const { t } = useTranslation('designer')
  const chosen = typeof rule === 'object' ? rule : undefined
  const choose = (value: string | null) => {
    if (value === null || value === 'open') return onChange(undefined)
    if (value === 'read' || value === 'hidden' || value === 'masked') return onChange(value)
    const kind = maskKinds.find((each) => each === value)
    if (kind) onChange(kind === 'ends' ? { mask: kind, first: 1, last: 1 } : { mask: kind })
  }
  const preview = (given: Mask) => maskText(given, samples[given.kind])
  const masks = mask
    ? [
        { value: 'masked', label: `${t('rule-masked')} ${preview(mask)}` },
        ...maskKinds.map((kind) => ({
          value: kind,
          label: `${t(`mask-${kind}`)} ${preview(chosen?.mask === kind ? { ...chosen, kind } : { kind })}`,
        })),
      ]
    : []
  return (
    <Group gap="xs" justify="flex-end">
      <Select
        size="xs"
        w={260}
        maxDropdownHeight={320}
        aria-label={label}
        allowDeselect={false}
        value={chosen?.mask ?? (typeof rule === 'string' ? rule : 'open')}
        onChange={choose}
        data={[
          { value: 'open', label: t('rule-open') },
          { value: 'read', label: t('rule-read') },
          ...masks,
          { value: 'hidden', label: t('rule-hidden') },
        ]}
      />
      {chosen?.mask === 'ends' &&
        (['first', 'last'] as const).map((end) => (
          <NumberInput
            key={end}
            size="xs"
            w={72}
            aria-label={`${label}: ${t(`mask-${end}`)}`}
            title={t(`mask-${end}`)}
            min={0}
            max={mostShown}
            allowDecimal={false}
            value={chosen[end] ?? 1}
            onChange={(value) => onChange({ ...chosen, [end]: Math.min(Math.max(Math.trunc(Number(value)) || 0, 0), mostShown) })}
          />
        ))}
    </Group>
  )
}

const samples: { [K in MaskKind]: string } = {
  phone: '13812345678',
  id: '11010519491231002X',
  card: '6222021234567890',
  mail: 'lin.yue@example.com',
  name: '欧阳修',
  ends: 'ABCDE-12345-VWXYZ-6789',
  all: 'ABC',
}
