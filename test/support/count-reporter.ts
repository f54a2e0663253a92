import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/**
 * Counts tests for the last line of `npm test`, which the launcher prints once Vitest has said everything; without the
 * launcher the line is printed here. A file that does not load and an error outside any test count as failures.
 */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failedHere += 1
      }
      failed += failedHere === 0 && !module.ok() ? 1 : failedHere
    }
    const file = process.env.TINBAO_TEST_COUNTS
    if (file) writeFileSync(file, JSON.stringify({ passed, failed }))
    else console.log(`${passed} passed, ${failed} failed`)
  }
}
