import { ActionIcon, Button, Group, Popover, Tooltip } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { BpmnMenu } from '../bpmn/bpmn-menu.tsx'
import { useDraftActions } from '../draft/draft-context.tsx'
import { ThingsBar } from '../things/things-bar.tsx'
import classes from './flow-page.module.css'
import { InstancesButton } from './instances/instances-button.tsx'
import { layOutAnew } from './move-steps.ts'
import type { Problem } from './problems.ts'
import { ProblemList } from './properties/problem-list.tsx'

type FlowToolsProps = {
  process: ProcessDocument
  problems: readonly Problem[]
  hasPalette: boolean
  isTrying: boolean
  onOpen: (process: Id) => void
  onPalette: () => void
  onTry: () => void
  onProblem: (part: Id) => void
}

/** The bar over the canvas: which process, its palette, its layout, what is wrong, those that run, and trying it out. */
export function FlowTools({ process, problems, hasPalette, isTrying, onOpen, onPalette, onTry, onProblem }: FlowToolsProps) {
  const { t } = useTranslation('flow')
  const { run } = useDraftActions()
  return (
    <div className={classes.tools}>
      <div className={classes.picker}>
        <ThingsBar kind="processes" current={process.id} onOpen={onOpen} />
      </div>
      <Group gap={6}>
        {!hasPalette && !isTrying && (
          <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={onPalette}>
            {t('palette')}
          </Button>
        )}
        {problems.length > 0 && !isTrying && (
          <Popover position="bottom-end" width={340} withinPortal>
            <Popover.Target>
              <Button
                variant="light"
                color={problems[0]?.diagnostic.severity === 'error' ? 'danger' : 'warning'}
                leftSection={<Icon name="alert-triangle" size={16} />}
              >
                {problems.length}
              </Button>
            </Popover.Target>
            <Popover.Dropdown mah={420} style={{ overflowY: 'auto' }}>
              <ProblemList problems={problems} onSelect={onProblem} />
            </Popover.Dropdown>
          </Popover>
        )}
        {!isTrying && (
          <Tooltip label={`${t('lay-out')} · L`}>
            <ActionIcon variant="default" size={36} aria-label={t('lay-out')} onClick={() => run(layOutAnew(process))}>
              <Icon name="layout-grid" />
            </ActionIcon>
          </Tooltip>
        )}
        <BpmnMenu process={process} onOpen={onOpen} />
        <InstancesButton process={process} />
        <Button
          variant={isTrying ? 'filled' : 'default'}
          aria-pressed={isTrying}
          leftSection={<Icon name="player-play" size={16} />}
          onClick={onTry}
        >
          {t('try-out')}
        </Button>
      </Group>
    </div>
  )
}
