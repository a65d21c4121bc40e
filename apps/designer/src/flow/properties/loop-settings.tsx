import { Fieldset, NumberInput, Select, Stack, Switch } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { LoopDocument, NodeDocument, ProcessDocument } from '@tangram/flow-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import { FormulaInput } from '../../config/formula-input.tsx'
import { useScope } from '../../config/names.tsx'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { setProcessNode } from '../../draft/edits.ts'

const kinds = ['parallel', 'sequential', 'while'] as const

/** Whether an activity is visited once, once for each of several, or as long as something holds. */
export function LoopSettings({ process, node }: { process: ProcessDocument; node: NodeDocument }) {
  const { t } = useTranslation('flow')
  const { run } = useDraftActions()
  const loop = node.loop
  const set = (next: LoopDocument | undefined) => run(setProcessNode(process.id, node.id, { loop: next } as Partial<NodeDocument>))
  const start = (kind: LoopDocument['kind']): LoopDocument => (kind === 'while' ? { kind, while: false } : { kind, over: loop?.over ?? 3 })
  return (
    <Fieldset legend={t('loop')} p="sm">
      <Stack gap="sm">
        <Select
          aria-label={t('loop')}
          allowDeselect={false}
          data={[{ value: '', label: t('loop-none') }, ...kinds.map((kind) => ({ value: kind, label: t(`loop-${kind}`) }))]}
          value={loop?.kind ?? ''}
          onChange={(kind) => set(kind ? start(kind as LoopDocument['kind']) : undefined)}
        />
        {loop && <LoopDetails process={process} loop={loop} onChange={set} />}
      </Stack>
    </Fieldset>
  )
}

type LoopDetailsProps = { process: ProcessDocument; loop: LoopDocument; onChange: (loop: LoopDocument) => void }

function LoopDetails({ process, loop, onChange }: LoopDetailsProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const scope = useScope(process.entity)
  const change = (patch: { [name in keyof LoopDocument]?: LoopDocument[name] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...loop, ...patch }).filter(([, value]) => value !== undefined && value !== false))
    onChange({ ...next, ...(loop.kind === 'while' && patch.while === false ? { while: false } : {}) } as LoopDocument)
  }
  const lists = inOrder(process.variables)
  if (!scope) return null
  if (loop.kind === 'while') {
    return (
      <>
        <ConditionInput
          entity={process.entity}
          label={t('loop-while-holds')}
          value={loop.while}
          onChange={(holds) => change({ while: holds ?? false })}
        />
        <Switch
          label={t('loop-asks-first')}
          checked={loop.asksFirst === true}
          onChange={(event) => change({ asksFirst: event.currentTarget.checked })}
        />
        <NumberInput
          label={t('loop-most')}
          min={1}
          max={10_000}
          value={loop.most ?? 100}
          onChange={(most) => change({ most: Number(most) || 1 })}
        />
      </>
    )
  }
  return (
    <>
      <FormulaInput
        scope={scope}
        label={t('loop-over')}
        description={t('loop-over-help')}
        value={loop.over}
        onChange={(over) => change({ over })}
      />
      <FormulaInput
        scope={scope}
        label={t('loop-complete-when')}
        description={t('loop-complete-help')}
        value={loop.completeWhen}
        onChange={(completeWhen) => change({ completeWhen })}
      />
      <Select
        label={t('loop-collect')}
        clearable
        data={lists.map((variable) => ({ value: variable.id, label: text(variable.label, variable.id) }))}
        value={loop.collect?.variable ?? null}
        onChange={(variable) => change({ collect: variable ? { variable, from: loop.collect?.from ?? { var: '$item' } } : undefined })}
      />
      {loop.collect && (
        <FormulaInput
          scope={scope}
          label={t('loop-collect-from')}
          value={loop.collect.from}
          onChange={(from) => loop.collect && change({ collect: { ...loop.collect, from: from ?? { var: '$item' } } })}
        />
      )}
      <Switch label={t('loop-open')} checked={loop.isOpen === true} onChange={(event) => change({ isOpen: event.currentTarget.checked })} />
      <Switch
        label={t('loop-goes-on')}
        checked={loop.goesOn === true}
        onChange={(event) => change({ goesOn: event.currentTarget.checked })}
      />
    </>
  )
}
