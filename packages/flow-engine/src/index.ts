/**
 * Processes: whose turn it is, what happens next, how long it took.
 *
 *     const { process } = compileProcess(document, { nodes: nodeTypes }, scope)
 *     const decision = decide(process, initialState(), { type: 'start', requestId, record, initiator }, given)
 *     // { events, effects } to save, or { need: [{ type: 'team-members', team: 'tech' }] }: look them up and ask again
 *     const state = decision.events.reduce(apply, initialState())
 */

export { apply } from './apply.ts'
export { checkProcess } from './check-process.ts'
export type { AdministratorCommand, FlowCommand, TaskCommand } from './command.ts'
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
export { flowScope } from './flow-scope.ts'
export { flowMessages } from './messages.ts'
export { type CheckContext, defineNodeType, type NodeContext, type NodeType, type Port, type Signal } from './node-type.ts'
export { nodeTypes } from './nodes/index.ts'
export { type CaseResult, playCase } from './simulation/play-case.ts'
export { type SimulationGiven, simulate } from './simulation/simulate.ts'
export type { Moment, Play, Simulation, SimulationResult, Waiting } from './simulation/simulation.ts'
export { startsOn } from './starts-on.ts'
export {
  type ElementInstance,
  type FieldRight,
  type InstanceState,
  initialState,
  type Task,
  type TaskOutcome,
  type TaskState,
} from './state.ts'
