import type { JsonObject } from '@tangram/data-model'
import { type CatchConfig, checkName, correlationOf, type SignalConfig } from './message-settings.ts'
import type { CheckContext, NodeContext, Signal } from './node-type.ts'
import { onward } from './ports.ts'
import { logicsOfValues, type Values } from './values.ts'

/** Sets what the node says of a message, and goes on. */
function take(context: NodeContext<{ set?: Values }>, came: Signal): void {
  const names: { [name: string]: JsonObject } = came.type === 'message' ? { $message: came.payload } : {}
  context.knowing(names, () => context.set(context.config.set))
  context.leave('out', 'received')
}

const listenToMessage = (context: NodeContext<CatchConfig>): void =>
  context.subscribe({ kind: 'message', name: context.config.message, ...correlationOf(context) })

const listenToSignal = (context: NodeContext<SignalConfig>): void => context.subscribe({ kind: 'signal', name: context.config.signal })

const taking = {
  ports: () => onward,
  resume: take,
  logics: ({ set }: { set?: Values }) => logicsOfValues(set, '/set'),
}

/** What every node does that takes a message: between steps, as a step of its own, on a border. */
export const takesMessage = {
  ...taking,
  enter: listenToMessage,
  arm: listenToMessage,
  check: ({ message }: CatchConfig, { path }: CheckContext) => checkName(message, path, 'message'),
}

/** The same for a signal. */
export const takesSignal = {
  ...taking,
  enter: listenToSignal,
  arm: listenToSignal,
  check: ({ signal }: SignalConfig, { path }: CheckContext) => checkName(signal, path, 'signal'),
}
