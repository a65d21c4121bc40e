import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OpinionField } from '../tasks/operations/opinion-field.tsx'

type ReasonFieldProps = { value: string; onChange: (value: string) => void; isRequired: boolean; isMissing: boolean; autoFocus?: boolean }

/** Why an administrator steps in. */
export function ReasonField({ value, onChange, isRequired, isMissing, autoFocus = false }: ReasonFieldProps) {
  const t = useArea(instancesTexts)
  return (
    <OpinionField
      label={t('reason')}
      placeholder={t('reasonHelp')}
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      error={isMissing && value.trim() === '' && t('reasonMissing')}
      autoFocus={autoFocus}
    />
  )
}
