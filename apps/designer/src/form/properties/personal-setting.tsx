import { NativeSelect } from '@mantine/core'
import { type FieldDocument, type PersonalKind, personalKinds } from '@tangram/data-model'
import { useTranslation } from '@tangram/ui'

type PersonalSettingProps = { field: FieldDocument; onChange: (patch: { personal: PersonalKind | undefined }) => void }

/** What a field says about people. */
export function PersonalSetting({ field, onChange }: PersonalSettingProps) {
  const { t } = useTranslation('designer')
  return (
    <NativeSelect
      label={t('personal')}
      description={t('personal-help')}
      value={field.personal ?? ''}
      data={[{ value: '', label: t('personal-none') }, ...personalKinds.map((kind) => ({ value: kind, label: t(`personal-${kind}`) }))]}
      onChange={(event) => onChange({ personal: (event.currentTarget.value || undefined) as PersonalKind | undefined })}
    />
  )
}
