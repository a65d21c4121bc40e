/**
 * Processes: whose turn it is, what happens next, how long it took.
 *
 *     const { process } = compileProcess(document, { nodes: nodeTypes }, scope)
 *     const decision = decide(process, initialState(), { type: 'start', requestId, record, initiator }, given)
 *     // { events, effects } to save, or { need: [{ type: 'team-members', team: 'tech' }] }: look them up and ask again
 *     const state = decision.events.reduce(apply, initialState())
 */

export { apply } from './apply.ts'
export type { AllowedOperation, ReturnRuleDocument, SigningGroupDocument, SigningMode, TimeoutDocument } from './approval/document.ts'
export { checkCalendar } from './calendar/check-calendar.ts'
export { type CalendarDocument, type Holiday, type OpenHours, type Weekday, type Workday, weekdays } from './calendar/document.ts'
export { calendarErrors } from './calendar/errors.ts'
export { isWorkingDay } from './calendar/is-working-day.ts'
export { calendarMessages } from './calendar/messages.ts'
export { addWorkingTime, workingTimeBetween } from './calendar/working-time.ts'
export { checkProcess } from './check-process.ts'
export type { AdministratorCommand, FlowCommand, TaskCommand } from './command.ts'
export { canRevoke } from './commands/revoke.ts'
export { type CompiledNode, type CompiledProcess, compileProcess, type FlowRegistry } from './compile-process.ts'
export { type Decision, decide, type FlowGiven } from './decide.ts'
export type {
  Assignees,
  CaseDocument,
  CaseStep,
  LoopDocument,
  NodeDocument,
  PickRule,
  ProcessDocument,
  ProcessPolicies,
  SequenceFlowDocument,
  VariableDocument,
} from './document.ts'
export type { FlowEffect } from './effect.ts'
export { flowErrors } from './errors.ts'
export type { FlowEvent } from './event.ts'
export { type Fact, type Facts, factKey } from './fact.ts'
export { findPeople, type PeopleFound } from './find-people.ts'
export { flowScope } from './flow-scope.ts'
export { layOutProcess, sizeOf } from './lay-out-process.ts'
export { flowMessages } from './messages.ts'
export { type CheckContext, defineNodeType, type NodeContext, type NodeType, type Port, type Signal } from './node-type.ts'
export { nodeTypes } from './nodes/index.ts'
export type { StartConfig } from './nodes/start.ts'
export { operationsOn, type TaskOffer } from './operations-on.ts'
export { type MigrationPlan, planMigration } from './plan-migration.ts'
export { type ReturnTarget, returnTargets } from './return-targets.ts'
export { type CaseResult, playCase } from './simulation/play-case.ts'
export type { SimulationGiven } from './simulation/player.ts'
export { simulate } from './simulation/simulate.ts'
export type { Moment, Play, Simulation, SimulationResult, Waiting } from './simulation/simulation.ts'
export { applySla } from './sla/apply-sla.ts'
export { checkSla } from './sla/check-sla.ts'
export { type CompiledSla, compileSla, type SlaRegistry } from './sla/compile-sla.ts'
export { countedAt, decideSla, type SlaDecision, type SlaGiven, type SlaInput, type SlaStepToRun } from './sla/decide-sla.ts'
export type { SlaDocument, SlaEscalation, SlaStageDocument, SlaStep, SlaTarget } from './sla/document.ts'
export type { SlaEvent } from './sla/event.ts'
export { slaMessages } from './sla/messages.ts'
export { slaScope } from './sla/sla-scope.ts'
export { initialSlaState, type SlaClock, type SlaState, type SlaStatus } from './sla/state.ts'
export { type RecordHappening, recordOfStart, startFor, startsOf, startsOn } from './starts-on.ts'
export {
  type ElementInstance,
  type FieldRight,
  type InstanceState,
  initialState,
  type Task,
  type TaskOutcome,
  type TaskState,
} from './state.ts'
