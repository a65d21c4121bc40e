import { Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBell,
  IconChevronDown,
  IconCornerUpLeft,
  IconHandGrab,
  IconHandStop,
  IconSend,
  IconUserMinus,
  IconUserPlus,
  IconUserQuestion,
} from '@tabler/icons-react'
import { ErrorState, notify, type TaskDetail, type TaskOperation, useFlowOperation, useFormat } from '@tangram/ui'
import { type ComponentType, useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import classes from '../tasks.module.css'
import { AddSignersDialog, addings } from './add-signers-dialog.tsx'
import { CopyDialog } from './copy-dialog.tsx'
import { HandOnDialog } from './hand-on-dialog.tsx'
import { RemoveSignersDialog } from './remove-signers-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

/** In the order of the menu; the first ones there are stand as buttons of their own. */
const shown = {
  withdraw: { icon: IconArrowBackUp, of: ['withdraw'] },
  transfer: { icon: IconArrowForwardUp, of: ['transfer'] },
  addSigners: { icon: IconUserPlus, of: addings },
  return: { icon: IconCornerUpLeft, of: ['return'] },
  delegate: { icon: IconUserQuestion, of: ['delegate'] },
  removeSigners: { icon: IconUserMinus, of: ['remove-signers'] },
  copy: { icon: IconSend, of: ['copy'] },
  urge: { icon: IconBell, of: ['urge'] },
} as const satisfies { [name: string]: { icon: ComponentType<{ size: number; stroke: number }>; of: readonly TaskOperation[] } }
type Shown = keyof typeof shown
const order = Object.keys(shown) as Shown[]
const ownButtons = 3

/** What the task panel offers beside the outcomes. */
export type TaskOperationsProps = {
  task: TaskDetail['task']
  /** The task has left the reader's hands. */
  onDone: () => void
}

/** Everything else that may be done with a task now, each asked about in a dialog that says what it will do. */
export function TaskOperations({ task, onDone }: TaskOperationsProps) {
  const t = useArea(operationsTexts)
  const format = useFormat()
  const [asked, ask] = useState<Shown>()
  const has = new Set(task.operations?.map(({ operation }) => operation))
  const offerOf = (operation: TaskOperation) => task.operations?.find((offer) => offer.operation === operation)
  const offered = order.filter((name) => shown[name].of.some((operation) => has.has(operation)))
  const [first, rest] = offered.length > ownButtons + 1 ? [offered.slice(0, ownButtons), offered.slice(ownButtons)] : [offered, []]
  const people = (task.signers ?? []).flatMap(({ person }) => person?.id ?? [])
  const close = () => ask(undefined)
  const finish = () => {
    close()
    onDone()
  }
  const urgeFrom = offerOf('urge')?.from
  const isTooSoon = (name: Shown) => name === 'urge' && urgeFrom !== undefined && Date.parse(urgeFrom) > Date.now()
  const nameOf = (name: Shown) => (isTooSoon(name) && urgeFrom ? t('urgeFrom', { time: format.relative(urgeFrom) }) : t(name))
  const iconOf = (name: Shown) => {
    const Shape = shown[name].icon
    return <Shape size={16} stroke={1.5} aria-hidden />
  }
  return (
    <>
      {(offered.length > 0 || has.has('claim') || has.has('release')) && (
        <div className={classes.operations} role="group" aria-label={t('more')}>
          {(['claim', 'release'] as const).map(
            (operation) => has.has(operation) && <Take key={operation} task={task.id} operation={operation} />,
          )}
          {first.map((name) => (
            <Button
              key={name}
              variant="subtle"
              color="gray"
              size="xs"
              disabled={isTooSoon(name)}
              leftSection={iconOf(name)}
              onClick={() => ask(name)}
            >
              {nameOf(name)}
            </Button>
          ))}
          {rest.length > 0 && (
            <Menu position="top-end">
              <Menu.Target>
                <Button variant="subtle" color="gray" size="xs" rightSection={<IconChevronDown size={16} stroke={1.5} aria-hidden />}>
                  {t('more')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {rest.map((name) => (
                  <Menu.Item key={name} disabled={isTooSoon(name)} leftSection={iconOf(name)} onClick={() => ask(name)}>
                    {nameOf(name)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
      {(asked === 'transfer' || asked === 'delegate') && (
        <HandOnDialog task={task.id} operation={asked} without={people} onClose={close} onDone={finish} />
      )}
      {asked === 'addSigners' && (
        <AddSignersDialog
          task={task.id}
          allowed={addings.filter((one) => has.has(one))}
          starts={offerOf('add-after')?.starts ?? []}
          without={people}
          onClose={close}
        />
      )}
      {asked === 'removeSigners' && (
        <RemoveSignersDialog task={task.id} people={offerOf('remove-signers')?.people ?? []} signers={task.signers ?? []} onClose={close} />
      )}
      {asked === 'return' && (
        <ReturnDialog task={task.id} targets={task.returnTo ?? []} offer={offerOf('return')} onClose={close} onDone={finish} />
      )}
      {asked === 'copy' && <CopyDialog task={task.id} onClose={close} />}
      {(asked === 'withdraw' || asked === 'urge') && <WordsDialog of={`/tasks/${task.id}`} operation={asked} onClose={close} />}
    </>
  )
}

const taken = { claim: { said: 'claimed', icon: IconHandGrab }, release: { said: 'released', icon: IconHandStop } } as const

/** Takes a task out of the pool, or puts it back: undone by the other one, so nobody is asked. */
function Take({ task, operation }: { task: string; operation: 'claim' | 'release' }) {
  const t = useArea(operationsTexts)
  const send = useFlowOperation(`/tasks/${task}/${operation}`)
  const Shape = taken[operation].icon
  return (
    <>
      <Button
        variant="light"
        size="xs"
        leftSection={<Shape size={16} stroke={1.5} aria-hidden />}
        loading={send.isPending}
        onClick={() => send.mutate({}, { onSuccess: () => void notify({ kind: 'success', message: t(taken[operation].said) }) })}
      >
        {t(operation)}
      </Button>
      {send.isError && <ErrorState error={send.error} />}
    </>
  )
}
