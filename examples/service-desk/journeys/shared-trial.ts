import type { TestProject } from 'vitest/node'
import { newDataDirectory } from './program.ts'
import { startTrial } from './trial.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The running trial all journeys share. */
    trial: { address: string; directory: string }
  }
}

/** One trial for all journeys; each leaves its to-dos done and the app as it found it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await newDataDirectory()
  const trial = await startTrial(data.directory)
  project.provide('trial', { address: trial.address, directory: data.directory })
  return async () => {
    await trial.stop()
    await data.remove()
  }
}
