import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Order, Outcome } from './outcome.ts'

export interface Run {
  name: string
  /** In a sentence: what must not succeed. */
  about: string
  /** Then it is ended, and that is a finding. */
  limitMinutes: number
  /** Needs programs of Debian's, and may be left out. */
  isScanner?: true
  run(order: Order): Promise<Outcome>
}

const ROOT = path.resolve(import.meta.dirname, '../..')

/** The quick before the long. Each is loaded when its turn comes: one that cannot be loaded fails alone. */
export const RUNS: readonly Run[] = [
  {
    name: 'bits',
    about: '10,000 ciphertexts with bits flipped, cut, or swapped are all refused, and alike',
    limitMinutes: 2,
    run: () => runTests('unit', ['test/unit/vault/refusals.test.ts']),
  },
  {
    name: 'tamper',
    about: 'seven kinds of tampering with the audit are each located',
    limitMinutes: 2,
    run: () => runTests('storage', ['test/storage/audit-tampering.test.ts']),
  },
  {
    name: 'ids',
    about: '5,000 swapped ids over all routes and roles show nothing and leave a trace',
    limitMinutes: 3,
    async run({ seed, isQuick }) {
      const { run } = await import('./swapped-ids.ts')
      const { requests, audited, findings } = await run({ seed, count: isQuick ? 400 : 5_000 })
      return { tried: `${requests} requests, ${audited} refusals recorded`, findings }
    },
  },
  {
    name: 'settings',
    about: 'no setting that injected SQL may change shows a row',
    limitMinutes: 2,
    async run({ seed, isQuick }) {
      const { run } = await import('./settings.ts')
      const { requests, findings } = await run({ seed, count: isQuick ? 60 : 300 })
      return { tried: `${requests} transactions`, findings }
    },
  },
  {
    name: 'pgtap',
    about: 'no run-time role sees a foreign row or has a right too many, by pgTAP',
    limitMinutes: 3,
    async run() {
      const { run } = await import('./pgtap.ts')
      const { passed, findings } = await run()
      return {
        tried: `${passed} assertions`,
        findings: passed === 0 ? [...findings, 'nothing was asserted'] : findings,
      }
    },
  },
  {
    name: 'persons',
    about: '25 ways round the two persons who must approve an unsealing open nothing',
    limitMinutes: 3,
    async run() {
      const { openStage } = await import('./stage.ts')
      const { run } = await import('./two-persons.ts')
      const stage = await openStage()
      try {
        const { tried, findings } = await run({ stage })
        const isShort = tried < 25 ? [`only ${tried} ways were tried`] : []
        return { tried: `${tried} ways`, findings: [...findings, ...isShort] }
      } finally {
        await stage.close()
      }
    },
  },
  {
    name: 'privacy',
    about: '50 people planted through every channel stand nowhere outside the vault',
    limitMinutes: 5,
    async run(order) {
      const { run } = await import('./privacy.ts')
      return run({ ...order, engines: order.isQuick ? ['postgres'] : ['postgres', 'redis'] })
    },
  },
  {
    name: 'strings',
    about: '1,000 hostile strings through every text field and file name run no script and alter no page',
    limitMinutes: 11,
    async run(order) {
      const { run } = await import('./strings.ts')
      return run(order)
    },
  },
  {
    name: 'web',
    about: 'wapiti and sqlmap find nothing in the public pages, nor signed in at the desk',
    limitMinutes: 9,
    isScanner: true,
    async run(order) {
      const { run } = await import('./web.ts')
      return run(order)
    },
  },
  {
    name: 'drill',
    about: 'what is backed up is enough to go on from, and what was destroyed stays so',
    limitMinutes: 5,
    async run({ seed, isQuick, log }) {
      const { runDrill } = await import('../drill/run.ts')
      const order = { seed, messages: isQuick ? 150 : 600, perSecond: 28 }
      const { count, problems, kept } = await runDrill(order, {
        log: (line) => log(`  ${line}`),
        signal: new AbortController().signal,
      })
      return {
        tried: `${count.acknowledged} messages, ${count.promised} before the last backup, ${count.stored} restored`,
        findings: kept === null ? problems : [...problems, `kept: ${kept}`],
      }
    },
  },
]

/** A file of tests that is the run itself: what fails in it is the finding. */
async function runTests(project: string, files: readonly string[]): Promise<Outcome> {
  const args = ['run', '--root', ROOT, '--config', path.join(ROOT, 'test/vitest.config.ts'), '--project', project]
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args, ...files], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let out = ''
  const hear = (bytes: Buffer): void => {
    out += bytes.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (ended) => resolve(ended ?? 1))
  })
  const passed = /Tests\s.*?(\d+) passed/.exec(out)?.[1] ?? '0'
  const failed = [...out.matchAll(/^\s*(?:FAIL|×)\s+(.+)$/gm)].map(([, title = '']) => title)
  const findings = code === 0 && passed !== '0' ? [] : failed.length > 0 ? [...new Set(failed)] : [out.slice(-2_000)]
  return { tried: `${passed} tests of ${files.map((file) => path.basename(file)).join(', ')}`, findings }
}
