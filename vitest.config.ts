import { defineConfig } from 'vitest/config'

const sources = (kind: string) => ['packages', 'apps', 'examples', 'tooling', 'bench'].map((folder) => `${folder}/**/*.${kind}`)
const never = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Pure functions share no state: loading the engines once for each worker takes 18 s, once for each file 45.
          isolate: false,
          include: sources('test.ts'),
          exclude: [...never, ...sources('integration.test.ts'), ...sources('journey.test.ts')],
          typecheck: { enabled: false },
        },
      },
      { test: { name: 'dom', environment: 'happy-dom', include: sources('test.tsx'), exclude: never } },
      {
        test: {
          name: 'integration',
          include: sources('integration.test.ts'),
          exclude: never,
          globalSetup: ['packages/storage/src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'journeys',
          include: sources('journey.test.ts'),
          exclude: never,
          globalSetup: ['examples/service-desk/journeys/shared-trial.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          // A page on a busy machine takes longer than the second that is waited for without this.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
})
