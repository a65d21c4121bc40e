import { Fieldset, Stack, Switch } from '@mantine/core'
import { canBeEncrypted } from '@tangram/app-model'
import type { EntityDocument, FieldDocument } from '@tangram/data-model'
import { resolveField } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { platform } from '../../platform.ts'
import { PersonalSetting } from './personal-setting.tsx'

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
  if (!attribute || attribute.rows) return null
  const mayEncrypt = !entity.linked && (canBeEncrypted(attribute) || field.encrypted === true)
  return (
    <Fieldset legend={t('protection')} p="sm">
      <Stack gap="sm">
        <PersonalSetting field={field} onChange={(patch) => onChange(patch as Partial<FieldDocument>)} />
        {mayEncrypt && (
          <Switch
            label={t('encrypted')}
            description={isTitle ? t('encrypted-title') : t('encrypted-help')}
            checked={field.encrypted === true}
            disabled={isTitle && field.encrypted !== true}
            onChange={(event) => onChange({ encrypted: event.currentTarget.checked || undefined } as Partial<FieldDocument>)}
          />
        )}
      </Stack>
    </Fieldset>
  )
}
