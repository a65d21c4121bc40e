import { Button, Menu, ScrollArea } from '@mantine/core'
import type { NodeDocument, NodeType } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { platform } from '../../platform.ts'
import { isActivity, nodeTypeOf, portsOf } from '../places.ts'

type AddStepProps = { node: NodeDocument; onInsert: (type: NodeType) => void }

/** The kinds of step that can come after this one, or sit on its border. */
export function AddStep({ node, onInsert }: AddStepProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const canFollow = portsOf(node).length > 0
  const canCarry = isActivity(nodeTypeOf(node))
  const types = platform.nodes.filter((type) => (type.attaches ? canCarry : canFollow && !type.begins))
  if (types.length === 0) return null
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
          {t('add-step')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={360} type="auto">
          {types.map((type) => (
            <Menu.Item key={type.type} leftSection={<Icon name={type.icon} size={16} />} onClick={() => onInsert(type)}>
              {text(type.label)}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  )
}
