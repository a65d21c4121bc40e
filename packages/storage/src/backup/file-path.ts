import { join } from 'node:path'

/** Where the content of a file lies. Named by us alone: what people call a file never becomes a path. */
export function filePath(fileDir: string, id: string): string {
  return join(fileDir, id.slice(-2), id)
}
