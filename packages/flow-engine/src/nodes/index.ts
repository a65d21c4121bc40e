import type { NodeType } from '../node-type.ts'
import { approve } from './approve.ts'
import { confirm } from './confirm.ts'
import { dispatch } from './dispatch.ts'
import { end } from './end.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { handle } from './handle.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { runAction } from './run-action.ts'
import { start } from './start.ts'
import { updateRecord } from './update-record.ts'

/** Every node type, in palette order. */
export const nodeTypes: readonly NodeType[] = [
  start,
  dispatch,
  handle,
  approve,
  confirm,
  updateRecord,
  runAction,
  exclusiveGateway,
  parallelGateway,
  end,
]
