import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { CountReporter } from './support/count-reporter.ts'

const root = path.resolve(import.meta.dirname, '..')
const usesDatabase = { globalSetup: [path.join(root, 'test/support/global-setup.ts')] }

/** Compiling JSX as `tsc` does for production. */
const oxc = { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } } as const

function project(name: string, include: string[], more: Record<string, unknown> = {}) {
  return { root, oxc, test: { name, include, ...more } }
}

export default defineConfig({
  root,
  test: {
    reporters: ['default', new CountReporter()],
    // Two cores: more workers only take turns.
    maxWorkers: 2,
    projects: [
      project('unit', ['test/unit/**/*.test.{ts,tsx}', 'test/architecture.test.ts'], { testTimeout: 10_000 }),
      project('conformance', ['test/conformance/**/*.test.{ts,tsx}'], { testTimeout: 20_000 }),
      project('storage', ['test/storage/**/*.test.{ts,tsx}'], {
        testTimeout: 20_000,
        hookTimeout: 60_000,
        ...usesDatabase,
      }),
      project('e2e', ['test/e2e/**/*.test.{ts,tsx}'], {
        testTimeout: 60_000,
        hookTimeout: 120_000,
        // Each drives processes and a browser: one at a time, after the others.
        fileParallelism: false,
        sequence: { groupOrder: 1 },
        ...usesDatabase,
      }),
    ],
  },
})
