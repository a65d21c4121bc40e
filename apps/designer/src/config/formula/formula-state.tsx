import { Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { textIn } from '@tangram/data-model'
import { type FormulaDiagnostic, typeLabel } from '@tangram/expression'
import { useLocale, useTranslation } from '@tangram/ui'
import type { Formula } from './use-formula.ts'

type FormulaStateProps = {
  id: string
  formula: Pick<Formula, 'problems' | 'result' | 'text'>
  onApply: (problem: FormulaDiagnostic & { suggestion: string }) => void
}

/** What the formula gives, or what is wrong with it. Waits for a pause: what is half written is not yet wrong. */
export function FormulaState({ id, formula, onApply }: FormulaStateProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [text] = useDebouncedValue(formula.text, 400)
  const isSettled = text === formula.text
  const [problem] = formula.problems
  const suggestion = problem?.suggestion
  return (
    <div id={id} role="status">
      {isSettled && problem && (
        <Group gap={6} align="baseline">
          <Text size="sm" c={problem.severity === 'error' ? 'var(--mantine-color-error)' : 'var(--tg-warning)'}>
            {textIn(problem.message, locale)} {problem.fix ? textIn(problem.fix, locale) : ''}
          </Text>
          {suggestion !== undefined && (
            <Button variant="light" size="compact-sm" onClick={() => onApply({ ...problem, suggestion })}>
              {t('formula-apply', { text: suggestion })}
            </Button>
          )}
        </Group>
      )}
      {formula.result && (
        <Text size="sm" c="dimmed">
          {t('formula-gives', { type: textIn(typeLabel(formula.result.type), locale) })}
        </Text>
      )}
    </div>
  )
}
