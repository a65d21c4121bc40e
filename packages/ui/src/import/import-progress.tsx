import { ProgressBar } from '../feedback/progress-bar.tsx'
import { useImportWords } from './import-words.ts'
import { type ImportInfo, isAtWork, useImportActions } from './use-import.ts'

/** How far an import is while it works, and the way to stop it. */
export function ImportProgress({ one }: { one: ImportInfo }) {
  const say = useImportWords()
  const { cancel } = useImportActions()
  if (!isAtWork(one)) return null
  const label = say(one.state === 'reading' ? 'reading' : one.state === 'checking' ? 'checking' : 'writing')
  return <ProgressBar key={one.state} label={label} share={one.share} onCancel={() => void cancel(one.id)} />
}
