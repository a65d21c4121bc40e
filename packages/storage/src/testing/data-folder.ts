import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder for a cluster that is thrown away. The account PostgreSQL runs under can pass through it, so that the cluster lives in it and
 * goes with it: behind a closed door it would live elsewhere and stay there.
 */
export function dataFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o711)
  return folder
}
