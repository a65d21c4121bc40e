import type { Context } from '../context.ts'
import type { Encryption } from './encryption.ts'
import { rotateKeys } from './rotate-keys.ts'
import { sweepApp } from './sweep-app.ts'

export function createEncryption(context: Context): Encryption {
  return {
    rotate: (more = {}) => rotateKeys(context, more),
    sweep: (app, signal) => sweepApp(context, app, signal),
  }
}
