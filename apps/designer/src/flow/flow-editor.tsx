import type { Id } from '@tangram/data-model'
import type { NodeType, ProcessDocument } from '@tangram/flow-engine'
import { notify, useFormat, useTranslation } from '@tangram/ui'
import { useCallback, useMemo, useState } from 'react'
import { FlowContext } from '../config/flow-context.ts'
import { NamesOf } from '../config/names.tsx'
import { useDraftActions } from '../draft/draft-context.tsx'
import { addStep, insertStep, type StepPlace } from './add-step.ts'
import { Diagram } from './canvas/diagram.tsx'
import { type Marks, noMarks } from './canvas/marks.ts'
import { Palette } from './canvas/palette.tsx'
import classes from './flow-page.module.css'
import { FlowTools } from './flow-tools.tsx'
import { boxesOf } from './places.ts'
import type { Problem } from './problems.ts'
import { FlowProperties } from './properties/flow-properties.tsx'
import { SeveralProperties } from './properties/several-properties.tsx'
import { StepProperties } from './properties/step-properties.tsx'
import { WayProperties } from './properties/way-properties.tsx'
import { SimulationPanel } from './simulate/simulation-panel.tsx'
import { useSimulation } from './simulate/use-simulation.ts'
import { useFlowKeys } from './use-flow-keys.ts'
import { useProblems } from './use-problems.ts'
import { useStepClipboard } from './use-step-clipboard.ts'

type FlowEditorProps = {
  process: ProcessDocument
  /** The step or flow that is open. */
  part: Id | null
  onOpen: (process: Id) => void
  onSelect: (part: Id | null) => void
}

/** One process: what it can be made of, its diagram, and the settings of what is chosen, or a try-out of it. */
export function FlowEditor({ process, part, onOpen, onSelect }: FlowEditorProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { run, current } = useDraftActions()
  const [several, setSeveral] = useState<readonly Id[]>([])
  const [dragged, setDragged] = useState<NodeType | null>(null)
  const [hasPalette, showPalette] = useState(() => window.innerWidth > 900)
  const [isTrying, setTrying] = useState(false)
  const problems = useProblems(process)
  const simulation = useSimulation(process, isTrying)
  const node = part === null ? undefined : process.nodes.items[part]
  const way = part === null || node ? undefined : process.flows.items[part]
  const chosen = useMemo(
    () => (several.length > 1 ? several.filter((id) => process.nodes.items[id]) : part === null ? [] : [part]),
    [several, part, process],
  )
  const chosenSteps = way ? [] : chosen.filter((id) => process.nodes.items[id])

  const choose = useCallback(
    (ids: readonly Id[]) => {
      setSeveral(ids)
      onSelect(ids.length === 1 ? (ids[0] ?? null) : null)
    },
    [onSelect],
  )
  const open = (id: Id | null) => choose(id === null ? [] : [id])

  function place(type: NodeType, at: StepPlace) {
    const added = addStep(current(), process, type, at)
    run(added.command)
    open(added.id)
  }

  function insert(type: NodeType) {
    const after = node ?? (way && process.nodes.items[way.from])
    const added =
      way && !type.attaches && !type.begins
        ? addStep(current(), process, type, { flow: way.id })
        : after && insertStep(current(), process, after.id, type)
    if (added) {
      run(added.command)
      open(added.id)
    } else if (type.attaches) void notify({ kind: 'info', message: t('drop-on-activity') })
    else place(type, { scope: undefined, at: belowAll(process) })
  }

  useFlowKeys({
    process,
    chosen: chosenSteps,
    way: way?.id,
    isTrying,
    onSelect: choose,
    onPalette: () => showPalette(true),
    onTry: () => setTrying(!isTrying),
  })
  useStepClipboard({ process, chosen: chosenSteps, isTrying, onSelect: choose })

  const marks = useMemo(() => {
    if (isTrying) return { ...noMarks, ...simulation.marks }
    return { ...noMarks, problems: worstOf(problems, text) }
  }, [isTrying, simulation.marks, problems, text])

  const ofPart = problems.filter((problem) => problem.part === part).map(({ diagnostic }) => diagnostic)
  return (
    <NamesOf place="flow">
      <FlowContext value={process}>
        <div className={classes.page}>
          <div className={classes.canvas}>
            {hasPalette && !isTrying && (
              <Palette
                hasSelection={node !== undefined || way !== undefined}
                onInsert={insert}
                onDrag={setDragged}
                onClose={() => showPalette(false)}
              />
            )}
            <div className={classes.middle}>
              <FlowTools
                process={process}
                problems={problems}
                hasPalette={hasPalette}
                isTrying={isTrying}
                onOpen={onOpen}
                onPalette={() => showPalette(!hasPalette)}
                onTry={() => setTrying(!isTrying)}
                onProblem={open}
              />
              <Diagram
                process={process}
                chosen={chosen}
                onSelect={choose}
                marks={marks}
                isReadOnly={isTrying}
                dragged={dragged}
                onDrop={place}
              />
            </div>
            <aside className={classes.properties} aria-label={t(isTrying ? 'try-out' : 'properties')}>
              {isTrying ? (
                <SimulationPanel process={process} simulation={simulation} onClose={() => setTrying(false)} />
              ) : chosen.length > 1 ? (
                <SeveralProperties process={process} ids={chosen} onSelect={choose} />
              ) : node ? (
                <StepProperties key={node.id} process={process} node={node} problems={ofPart} onSelect={open} onInsert={insert} />
              ) : way ? (
                <WayProperties key={way.id} process={process} flow={way} problems={ofPart} onSelect={open} />
              ) : (
                <FlowProperties process={process} problems={problems} onSelect={open} />
              )}
            </aside>
          </div>
        </div>
      </FlowContext>
    </NamesOf>
  )
}

/** The worst thing at each step and flow; problems come worst first. */
function worstOf(problems: readonly Problem[], text: ReturnType<typeof useFormat>['text']): Marks['problems'] {
  const found = new Map<Id, { severity: 'error' | 'warning'; text: string }>()
  for (const { part, diagnostic } of problems) {
    if (part !== undefined && !found.has(part))
      found.set(part, { severity: diagnostic.severity, text: text(diagnostic.message, diagnostic.code) })
  }
  return found
}

/** Where something can stand without covering anything. */
function belowAll(process: ProcessDocument) {
  const boxes = [...boxesOf(process).values()]
  return { x: 60, y: Math.max(0, ...boxes.map(({ y, height }) => y + height)) + 80 }
}
