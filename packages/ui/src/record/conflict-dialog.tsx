import { Button, Group, Modal, Text } from '@mantine/core'
import type { DataRecord, Id, JsonValue, RecordValues } from '@tangram/data-model'
import { useState } from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { useFormat } from '../format/use-format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './conflict-dialog.module.css'
import type { FieldView } from './field-view.ts'
import { RecordValue } from './record-value.tsx'

/** Both sides of a save that came too late. */
export type Conflict = { current: DataRecord; yours: RecordValues }

/** The conflict an error tells of; undefined for any other error. */
export function conflictIn(error: unknown): Conflict | undefined {
  if (!(error instanceof ApiProblem) || !error.isStale) return undefined
  const details = error.details as Partial<Conflict> | undefined
  return details?.current && details.yours ? { current: details.current, yours: details.yours } : undefined
}

export type ConflictDialogProps = {
  conflict: Conflict | undefined
  fields: { [id: Id]: FieldView }
  /** What to save on top of `current.version`; empty when everything of theirs stays. */
  onResolve: (values: RecordValues, version: number) => void
  onClose: () => void
}

/** Somebody else saved first: both values of each field side by side, and a choice. Nothing is lost by closing it. */
export function ConflictDialog({ conflict, ...rest }: ConflictDialogProps) {
  const { t } = useTranslation('ui')
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={rest.onClose}
      title={t('conflict.title')}
      size={560}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {conflict && <Choices key={conflict.current.version} conflict={conflict} {...rest} />}
    </Modal>
  )
}

function Choices({ conflict, fields, onResolve }: Omit<ConflictDialogProps, 'conflict'> & { conflict: Conflict }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const { current, yours } = conflict
  const differing = Object.keys(yours).filter((id) => fields[id] && !isSame(yours[id], current.values[id]))
  const [theirs, setTheirs] = useState<ReadonlySet<Id>>(new Set())
  const choose = (id: Id, isTheirs: boolean) =>
    setTheirs((before) => {
      const next = new Set(before)
      if (isTheirs) next.add(id)
      else next.delete(id)
      return next
    })
  return (
    <>
      <Text size="md" mb="md">
        {t('conflict.text')}
      </Text>
      <div className={classes.list}>
        {differing.map((id) => {
          const field = fields[id] as FieldView
          const label = format.text(field.label, id)
          return (
            <fieldset key={id} className={classes.field}>
              <legend>{label}</legend>
              {([false, true] as const).map((isTheirs) => (
                <label key={String(isTheirs)} className={classes.side}>
                  <input type="radio" name={`conflict-${id}`} checked={theirs.has(id) === isTheirs} onChange={() => choose(id, isTheirs)} />
                  <span>{t(isTheirs ? 'conflict.theirs' : 'conflict.mine')}</span>
                  <RecordValue field={field} value={isTheirs ? current.values[id] : yours[id]} labels={current.labels} />
                </label>
              ))}
            </fieldset>
          )
        })}
      </div>
      <Group justify="space-between" mt="lg" gap="sm">
        <Group gap="xs">
          <Button variant="default" onClick={() => setTheirs(new Set())}>
            {t('conflict.keep-mine')}
          </Button>
          <Button variant="default" onClick={() => setTheirs(new Set(differing))}>
            {t('conflict.keep-theirs')}
          </Button>
        </Group>
        <Button onClick={() => onResolve(chosen(yours, theirs), current.version)}>{t('conflict.save')}</Button>
      </Group>
    </>
  )
}

function chosen(yours: RecordValues, theirs: ReadonlySet<Id>): RecordValues {
  return Object.fromEntries(Object.entries(yours).filter(([id]) => !theirs.has(id)))
}

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
