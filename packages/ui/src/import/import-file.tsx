import { Alert, FileInput, Stack, Text } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import { useState } from 'react'
import { problemText } from '../feedback/error-state.tsx'
import { ProgressBar } from '../feedback/progress-bar.tsx'
import { useImportWords } from './import-words.ts'
import { type ImportInfo, useImportActions } from './use-import.ts'

/** The place for a table file: chosen or dropped it is sent, and the server begins to read it. */
export function ImportFile({ onTaken }: { onTaken: (one: ImportInfo) => void }) {
  const say = useImportWords()
  const { upload } = useImportActions()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)

  async function send(file: File | null) {
    if (!file) return
    setProblem(null)
    setShare(0)
    try {
      onTaken(await upload(file, { onProgress: setShare }))
    } catch (error) {
      setProblem(error)
    } finally {
      setShare(null)
    }
  }
  const words = problem === null ? null : problemText(problem)
  return (
    <Stack
      gap="sm"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void send(event.dataTransfer.files[0] ?? null)
      }}
    >
      <FileInput
        label={say('file')}
        description={say('kinds')}
        placeholder={say('choose')}
        accept=".xlsx,.xls,.csv,.txt"
        size="md"
        leftSection={<IconTableImport size={18} stroke={1.5} />}
        value={null}
        disabled={share !== null}
        onChange={(file) => void send(file)}
      />
      {share !== null && <ProgressBar label={say('uploading')} share={share} />}
      {words && (
        <Alert color="danger" title={words.title}>
          <Text size="md">{[words.detail, words.fix].filter(Boolean).join(' ')}</Text>
        </Alert>
      )}
    </Stack>
  )
}
