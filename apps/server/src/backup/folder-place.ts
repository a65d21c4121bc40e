import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failures } from '@tangram/data-model'
import { storageErrors } from '@tangram/storage'
import { type BackupPlace, isBackupName } from './backup-place.ts'

const fail = failures(storageErrors)

/** Each backup is a folder; one that is being written has another name until it is whole. */
export function folderPlace(folder: string): BackupPlace {
  const store = (at: string) => ({
    put: async (name: string, content: Buffer) => {
      const handle = await open(join(at, name), 'wx', 0o600)
      try {
        await handle.writeFile(content)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    get: (name: string) =>
      readFile(join(at, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        throw fail('storage.backup.damaged', { name, problem: 'it is missing' })
      }),
  })
  return {
    list: async () => {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      return names.filter((name) => isBackupName(name) && existsSync(join(folder, name, 'manifest'))).sort()
    },
    open: (name) => store(join(folder, name)),
    begin: (name) => {
      const draft = join(folder, `${name}.part`)
      const { put, get } = store(draft)
      const made = mkdir(draft, { recursive: true, mode: 0o700 })
      made.catch(() => {})
      return {
        put: async (part, content) => {
          await made
          await put(part, content)
        },
        get,
        finish: () => rename(draft, join(folder, name)),
        abandon: () => rm(draft, { recursive: true, force: true }),
      }
    },
    // Renamed first: killed in between, what is left is no backup.
    remove: async (name) => {
      const draft = join(folder, `${name}.part`)
      await rename(join(folder, name), draft)
      await rm(draft, { recursive: true, force: true })
    },
  }
}
