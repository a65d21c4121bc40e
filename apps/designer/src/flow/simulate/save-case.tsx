import { Button, Fieldset, Stack, Switch, Text, TextInput } from '@mantine/core'
import type { CaseDocument, ProcessDocument, Simulation } from '@tangram/flow-engine'
import { notify, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { idFrom } from '../../form/new-element.ts'
import { setProcess } from '../edit-flow.ts'
import type { TryOut } from './use-simulation.ts'

type SaveCaseProps = { process: ProcessDocument; simulation: TryOut; played: Simulation }

/** Keeps the play with what came out of it: publishing plays it again and tells when something else comes out. */
export function SaveCase({ process, simulation, played }: SaveCaseProps) {
  const { t } = useTranslation('flow')
  const { run } = useDraftActions()
  const [name, setName] = useState('')
  const [expects, setExpects] = useState({ outcome: true, path: true, values: false })
  const given = name.trim()

  function save() {
    const id = idFrom(given, (taken) => process.cases?.items[taken] !== undefined)
    const { initiator, values, steps } = simulation.play
    const changed = Object.fromEntries(
      Object.entries(played.values).filter(
        ([field, value]) => isOfRecord(field) && JSON.stringify(value) !== JSON.stringify(values[field]),
      ),
    )
    const saved: CaseDocument = {
      id,
      label: { 'zh-CN': given, en: given },
      initiator,
      values,
      steps: [...steps],
      expect: {
        ...(expects.outcome && played.state.outcome !== null ? { outcome: played.state.outcome } : {}),
        ...(expects.path ? { path: played.path } : {}),
        ...(expects.values ? { values: changed } : {}),
      },
    }
    const cases = process.cases ?? { order: [], items: {} }
    run(setProcess(process, { cases: { order: [...cases.order, id], items: { ...cases.items, [id]: saved } } }))
    setName('')
    void notify({ kind: 'success', message: t('case-saved') })
  }

  return (
    <Fieldset legend={t('save-case')} p="sm">
      <Stack gap={8}>
        <Text size="sm" c="dimmed">
          {t('save-case-help')}
        </Text>
        <TextInput label={t('case-name')} maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {(['outcome', 'path', 'values'] as const).map((what) => (
          <Switch
            key={what}
            label={t(`expect-${what}`)}
            checked={expects[what]}
            onChange={(event) => setExpects({ ...expects, [what]: event.currentTarget.checked })}
          />
        ))}
        <Button variant="default" disabled={given === '' || played.refused !== undefined} onClick={save}>
          {t('save-case')}
        </Button>
      </Stack>
    </Fieldset>
  )
}

/** Those the system sets by itself differ with every play. */
const isOfRecord = (field: string) => !['id', 'version', 'created_at', 'updated_at', 'created_by', 'updated_by'].includes(field)
