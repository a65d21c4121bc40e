import type { NodeType } from '../node-type.ts'
import { adHoc } from './ad-hoc.ts'
import { approve } from './approve.ts'
import { archive } from './archive.ts'
import { boundaryCancel } from './boundary-cancel.ts'
import { boundaryCompensation } from './boundary-compensation.ts'
import { boundaryError } from './boundary-error.ts'
import { boundaryEscalation } from './boundary-escalation.ts'
import { boundaryMessage } from './boundary-message.ts'
import { boundarySignal } from './boundary-signal.ts'
import { boundaryTimer } from './boundary-timer.ts'
import { calculate } from './calculate.ts'
import { callProcess } from './call-process.ts'
import { cancelEnd } from './cancel-end.ts'
import { cc } from './cc.ts'
import { compensate } from './compensate.ts'
import { compensationEnd } from './compensation-end.ts'
import { complexGateway } from './complex-gateway.ts'
import { confirm } from './confirm.ts'
import { dispatch } from './dispatch.ts'
import { end } from './end.ts'
import { errorEnd } from './error-end.ts'
import { escalationEnd } from './escalation-end.ts'
import { eventGateway } from './event-gateway.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { handle } from './handle.ts'
import { inclusiveGateway } from './inclusive-gateway.ts'
import { linkCatch } from './link-catch.ts'
import { linkThrow } from './link-throw.ts'
import { messageEnd } from './message-end.ts'
import { messageEvent } from './message-event.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { receiveMessage } from './receive-message.ts'
import { runAction } from './run-action.ts'
import { sendMessage } from './send-message.ts'
import { signalEnd } from './signal-end.ts'
import { signalEvent } from './signal-event.ts'
import { start } from './start.ts'
import { subProcess } from './sub-process.ts'
import { throwEscalation } from './throw-escalation.ts'
import { throwSignal } from './throw-signal.ts'
import { timerEvent } from './timer-event.ts'
import { updateRecord } from './update-record.ts'

/** Every node type, in palette order. */
export const nodeTypes: readonly NodeType[] = [
  start,
  dispatch,
  handle,
  approve,
  cc,
  confirm,
  updateRecord,
  calculate,
  runAction,
  archive,
  sendMessage,
  receiveMessage,
  callProcess,
  subProcess,
  adHoc,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventGateway,
  complexGateway,
  timerEvent,
  messageEvent,
  signalEvent,
  throwSignal,
  throwEscalation,
  compensate,
  linkThrow,
  linkCatch,
  boundaryTimer,
  boundaryMessage,
  boundarySignal,
  boundaryError,
  boundaryEscalation,
  boundaryCompensation,
  boundaryCancel,
  end,
  errorEnd,
  escalationEnd,
  signalEnd,
  messageEnd,
  compensationEnd,
  cancelEnd,
]
