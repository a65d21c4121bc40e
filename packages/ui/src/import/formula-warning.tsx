import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import type { InferredTable } from '@tangram/form-engine'
import { useImportWords } from './import-words.ts'

export type FormulaWarningProps = { tables: readonly InferredTable[]; usesValues: boolean; onChange: (usesValues: boolean) => void }

/** Formula cells are refused unless somebody says that the results saved with them are meant. */
export function FormulaWarning({ tables, usesValues, onChange }: FormulaWarningProps) {
  const say = useImportWords()
  const sheets = new Map(tables.map(({ sheet, formulas }) => [sheet, formulas]))
  const n = [...sheets.values()].reduce((sum, { count }) => sum + count, 0)
  if (n === 0) return null
  const at = [...sheets.values()].find(({ first }) => first)?.first ?? ''
  return (
    <Alert color="warning">
      <Stack gap="xs">
        <Text size="md">{say('formulas', { n, at })}</Text>
        <Checkbox label={say('use-values')} checked={usesValues} onChange={(event) => onChange(event.currentTarget.checked)} />
      </Stack>
    </Alert>
  )
}
