import type { Id } from '@tangram/data-model'
import { invariant } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { ensureDataKeys, readDataKeys } from './data-keys.ts'
import { matchCode, type Opened, openValue, sealValue, type ValuePlace } from './sealed-value.ts'

type Place = Omit<ValuePlace, 'app'>

/** Seals and opens the values of one app's encrypted fields. */
export type Vault = {
  /** The newest key seals. An empty text is nothing: there is nothing to seal. */
  seal(place: Place, text: string): string | null
  /** The texts in their order, or why they do not open. A key that another server has made meanwhile is read first. */
  open(values: readonly { place: Place; sealed: string }[]): Promise<Opened[]>
  /** The code of a text in a field, by which the database finds it. */
  match(place: Omit<Place, 'record'>, text: string): string
  /** The version that seals. */
  readonly version: number
  /** Reads the keys again. */
  refresh(): Promise<void>
}

type Keys = { values: ReadonlyMap<number, Buffer>; newest: number; match: Buffer }

/** The vault of an app; makes its first keys where there are none yet. @throws storage.encryption.secret 500 */
export async function openVault(context: Pick<Context, 'options' | 'db' | 'now'>, app: Id): Promise<Vault> {
  let keys = await read()
  async function read(): Promise<Keys> {
    let found = await readDataKeys(context, app)
    if (found.length === 0) {
      await ensureDataKeys(context, app)
      found = await readDataKeys(context, app)
    }
    const values = new Map(found.filter(({ purpose }) => purpose === 'value').map(({ version, key }) => [version, key]))
    const match = found.find(({ purpose }) => purpose === 'match')?.key
    invariant(match && values.size > 0, `the app ${app} has keys of both kinds`)
    return { values, match, newest: Math.max(...values.keys()) }
  }
  const openOne = ({ place, sealed }: { place: Place; sealed: string }) =>
    openValue((version) => keys.values.get(version), { ...place, app }, sealed)

  return {
    get version() {
      return keys.newest
    },
    seal: (place, text) => {
      if (text === '') return null
      const whole = { ...place, app }
      const key = keys.values.get(keys.newest)
      invariant(key, 'the newest key is there')
      return sealValue({ version: keys.newest, key }, matchCode(keys.match, whole, text), whole, text)
    },
    open: async (values) => {
      let opened = values.map(openOne)
      if (opened.some((each) => 'problem' in each && each.problem === 'unknown-key')) {
        keys = await read()
        opened = values.map(openOne)
      }
      return opened
    },
    match: (place, text) => matchCode(keys.match, { ...place, app }, text),
    refresh: async () => {
      keys = await read()
    },
  }
}
