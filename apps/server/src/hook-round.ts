import type { Hook } from '@tangram/storage'

/** Name of the setting that counts how often the address of a start by webhook was renewed. */
export function roundOf({ app, process, start }: Pick<Hook, 'app' | 'process' | 'start'>): string {
  return `hook:${app}:${process}:${start}`
}
