import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export type WebFile = {
  type: string
  content: Buffer
  zipped: Buffer | undefined /** Its name changes with its content. */
  isHashed: boolean
}

const types: { [extension: string]: { type: string; isText: boolean } } = {
  '.js': { type: 'text/javascript; charset=utf-8', isText: true },
  '.css': { type: 'text/css; charset=utf-8', isText: true },
  '.svg': { type: 'image/svg+xml', isText: true },
  '.json': { type: 'application/json', isText: true },
  '.webmanifest': { type: 'application/manifest+json', isText: true },
  '.txt': { type: 'text/plain; charset=utf-8', isText: true },
  '.png': { type: 'image/png', isText: false },
  '.webp': { type: 'image/webp', isText: false },
  '.ico': { type: 'image/x-icon', isText: false },
  '.woff2': { type: 'font/woff2', isText: false },
}

/**
 * The files of a built web app by their path in it (`assets/index-x1.js`). The list is made once: nothing else of the disk can be asked
 * for. A file is read and compressed when it is first asked for, and then kept.
 */
export function webFilesIn(root: string): ReadonlyMap<string, () => Promise<WebFile>> {
  const files = new Map<string, () => Promise<WebFile>>()
  if (!existsSync(root)) return files
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(root, path).replaceAll('\\', '/')
    const kind = types[extname(name)]
    if (!entry.isFile() || !kind) continue
    let file: Promise<WebFile> | undefined
    files.set(name, () => (file ??= read(path, kind, name.startsWith('assets/'))))
  }
  return files
}

async function read(path: string, { type, isText }: { type: string; isText: boolean }, isHashed: boolean): Promise<WebFile> {
  const content = await readFile(path)
  const zipped = isText && content.length > 1_000 ? await promisify(gzip)(content, { level: 9 }) : undefined
  return { type, content, zipped, isHashed }
}
