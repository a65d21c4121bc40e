import { Fieldset, Stack, Switch } from '@mantine/core'
import { canBeEncrypted } from '@tangram/app-model'
import type { EntityDocument, FieldDocument } from '@tangram/data-model'
import { resolveField } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { platform } from '../../platform.ts'

type ProtectionSettingProps = {
  entity: Pick<EntityDocument, 'title' | 'linked'>
  field: FieldDocument
  onChange: (patch: Partial<FieldDocument>) => void
}

/** How the values of a field are protected, beyond the rights of roles. */
export function ProtectionSetting({ entity, field, onChange }: ProtectionSettingProps) {
  const { t } = useTranslation('designer')
  const attribute = resolveField(field, platform.fields)?.attribute
  const isTitle = entity.title === field.id
  if (entity.linked || !attribute || (!canBeEncrypted(attribute) && field.encrypted !== true)) return null
  return (
    <Fieldset legend={t('protection')} p="sm">
      <Stack gap="sm">
        <Switch
          label={t('encrypted')}
          description={isTitle ? t('encrypted-title') : t('encrypted-help')}
          checked={field.encrypted === true}
          disabled={isTitle && field.encrypted !== true}
          onChange={(event) => onChange({ encrypted: event.currentTarget.checked || undefined } as Partial<FieldDocument>)}
        />
      </Stack>
    </Fieldset>
  )
}
