import { Alert, Anchor, List } from '@mantine/core'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import type { Problem } from '../problems.ts'

/** Everything that is wrong with a process; each leads to its step or flow. */
export function ProblemList({ problems, onSelect }: { problems: readonly Problem[]; onSelect: (part: string) => void }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  if (problems.length === 0) return null
  const isBad = problems.some(({ diagnostic }) => diagnostic.severity === 'error')
  return (
    <Alert
      color={isBad ? 'danger' : 'warning'}
      variant="light"
      title={t('problems', { n: problems.length })}
      icon={<Icon name="alert-triangle" size={18} />}
    >
      <List size="md" spacing={6}>
        {problems.map(({ part, diagnostic }) => (
          <List.Item key={`${diagnostic.code} ${diagnostic.path}`}>
            {part === undefined ? (
              text(diagnostic.message, diagnostic.code)
            ) : (
              <Anchor component="button" type="button" ta="start" onClick={() => onSelect(part)}>
                {text(diagnostic.message, diagnostic.code)}
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
