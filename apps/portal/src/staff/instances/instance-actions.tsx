import { Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsRight,
  IconBell,
  IconChevronDown,
  IconCircleCheck,
  IconCopyPlus,
  IconPlayerPause,
  IconPlayerPlay,
  IconVariable,
  IconX,
} from '@tabler/icons-react'
import type { InstanceDetail, InstanceOperation } from '@tangram/ui'
import { type ComponentType, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { operationsTexts } from '../../texts/operations.ts'
import { WordsDialog } from '../tasks/operations/words-dialog.tsx'
import { ElementDialog } from './element-dialog.tsx'
import { JumpDialog } from './jump-dialog.tsx'
import { PatchDialog } from './patch-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

/** In the order of the menu; retry and skip stand beside the incident they are about. */
const shown = {
  urge: IconBell,
  revoke: IconArrowBackUp,
  jump: IconArrowsRight,
  patch: IconVariable,
  'add-instance': IconCopyPlus,
  'complete-ad-hoc': IconCircleCheck,
  suspend: IconPlayerPause,
  resume: IconPlayerPlay,
  cancel: IconX,
} as const satisfies { [operation in InstanceOperation]?: ComponentType<{ size: number; stroke: number }> }
type Shown = keyof typeof shown

/** What the reader may do with the instance: the initiator a little, an administrator all of it. */
export function InstanceActions({ instance, selected }: { instance: InstanceDetail; selected: string | undefined }) {
  const t = useArea(instancesTexts)
  const own = useArea(operationsTexts)
  const [asked, ask] = useState<Shown>()
  const close = () => ask(undefined)
  const hasAdHoc = instance.process.nodes.some(({ type }) => type === 'ad-hoc')
  const offered = (Object.keys(shown) as Shown[])
    .filter((operation) => instance.operations.includes(operation))
    .filter((operation) => operation !== 'patch' || Object.keys(instance.variables).length > 0)
    .filter((operation) => operation !== 'complete-ad-hoc' || hasAdHoc)
  return (
    <>
      {offered.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" rightSection={<IconChevronDown size={16} stroke={1.5} aria-hidden />}>
              {t('actions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((operation) => {
              const Shape = shown[operation]
              return (
                <Menu.Item
                  key={operation}
                  color={operation === 'cancel' || operation === 'revoke' ? 'danger' : undefined}
                  leftSection={<Shape size={16} stroke={1.5} aria-hidden />}
                  onClick={() => ask(operation)}
                >
                  {operation === 'urge' || operation === 'revoke' ? own(operation) : t(operation)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
      {(asked === 'urge' || asked === 'revoke') && <WordsDialog of={`/instances/${instance.id}`} operation={asked} onClose={close} />}
      {asked === 'jump' && <JumpDialog instance={instance} selected={selected} onClose={close} />}
      {asked === 'patch' && <PatchDialog instance={instance} onClose={close} />}
      {(asked === 'suspend' || asked === 'resume' || asked === 'cancel') && (
        <ReasonDialog instance={instance} operation={asked} onClose={close} />
      )}
      {(asked === 'add-instance' || asked === 'complete-ad-hoc') && <ElementDialog instance={instance} operation={asked} onClose={close} />}
    </>
  )
}
