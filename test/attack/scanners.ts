import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

export interface Scanned {
  findings: string[]
  /** Cut off at its limit before it had tried everything it knows. */
  isCutOff: boolean
}

/** What wapiti says of every plain http address; each with the reason why it is nothing of ours. */
const EXCLUDED: readonly { category: RegExp; info: RegExp; reason: string }[] = [
  {
    category: /Secure Flag cookie/,
    info: /./,
    reason:
      'the scan goes over plain http on loopback; with an https PUBLIC_URL cookies are __Host- and Secure (desk-session.ts)',
  },
  {
    category: /HTTP Secure Headers/,
    info: /Strict-Transport-Security|X-XSS-Protection/,
    reason:
      'HSTS is for https alone (RFC 6797, 7.2); X-XSS-Protection is heeded by no browser and opened holes in those that did',
  },
]

/** @throws {Error} saying what to install, where neither is there nor may be installed */
export function findScanners(): void {
  const isThere = (): boolean => ['wapiti', 'sqlmap'].every((name) => existsSync(`/usr/bin/${name}`))
  if (isThere()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    try {
      execFileSync('apt-get', ['update', '-qq'], options)
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'wapiti', 'sqlmap'], options)
    } catch {
      // Said below.
    }
  }
  if (!isThere()) throw new Error('not run: install wapiti and sqlmap (apt-get), or say --without-scanners')
}

/** All of them but those that need a list or a server on the network, and the guessing of names and passwords. */
const MODULES =
  'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss'
/** Fewer addresses and forms than this, and the crawler was shut out. */
const CRAWLED_MIN = 5
/** It ends what is under way, and writes its report. */
const SLACK_SECONDS = 60

/** Crawls from an address, and `more` of them, and attacks what it finds. */
export async function runWapiti(options: {
  url: string
  more: readonly string[]
  cookie: string | null
  folder: string
  crawlSeconds: number
  /** For each of the modules. */
  moduleSeconds: number
}): Promise<Scanned & { crawled: number }> {
  const report = path.join(options.folder, `wapiti-${Date.now()}.json`)
  const { isKilled, out } = await runProgram(
    'wapiti',
    [
      ...[
        '-u',
        options.url,
        '--scope',
        'domain',
        '-m',
        MODULES,
        '-f',
        'json',
        '-o',
        report,
        '-v',
        '1',
        '--no-bugreport',
      ],
      ...options.more.flatMap((url) => ['-s', url]),
      ...['--flush-session', '--store-session', options.folder],
      // Every page has tokens of its own, so that the same form looks like another on each: it would crawl for ever.
      ...['--depth', '3', '--max-scan-time', String(options.crawlSeconds), '--skip', 'token'],
      ...['--max-attack-time', String(options.moduleSeconds)],
      ...(options.cookie ? ['-H', `Cookie: ${options.cookie}`] : []),
    ],
    options.crawlSeconds + MODULES.split(',').length * options.moduleSeconds + SLACK_SECONDS,
  )
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return { findings: [`wapiti wrote no report: ${out.slice(-500)}`], isCutOff: isKilled, crawled: 0 }
  const crawled = Number(/found (\d+) URLs and forms/.exec(out)?.[1] ?? 0)
  const shutOut = crawled < CRAWLED_MIN ? [`wapiti found no more than ${crawled} addresses at ${options.url}`] : []
  return { findings: [...readWapiti(text), ...shutOut], isCutOff: isKilled, crawled }
}

const entry = z.looseObject({ method: z.string(), path: z.string(), info: z.string() })
const reportSchema = z.looseObject({
  vulnerabilities: z.record(z.string(), z.array(entry)),
  anomalies: z.record(z.string(), z.array(entry)),
})

/** Findings of a report, less what is excluded above with its reason. */
export function readWapiti(report: string): string[] {
  const { vulnerabilities, anomalies } = reportSchema.parse(JSON.parse(report))
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([category, found]) =>
    found
      .filter(({ info }) => !EXCLUDED.some((one) => one.category.test(category) && one.info.test(info)))
      .map(({ method, path: where, info }) => `wapiti: ${category}: ${method} ${where}: ${info}`),
  )
}

/** Tries SQL in the named parameters of one address or form. */
export async function runSqlmap(options: {
  url: string
  data?: string
  parameters: readonly string[]
  cookie: string | null
  folder: string
  limitSeconds: number
}): Promise<Scanned> {
  const { isKilled, out } = await runProgram(
    'sqlmap',
    [
      ...['-u', options.url, '-p', options.parameters.join(','), '--batch', '--flush-session', '--disable-coloring'],
      ...[
        '--level',
        '1',
        '--risk',
        '1',
        '--dbms',
        'PostgreSQL',
        '--timeout',
        '10',
        '--retries',
        '0',
        '--time-sec',
        '2',
      ],
      ...['--ignore-code', '*', '--output-dir', options.folder, '--skip-waf'],
      // Each request from an address of its own, or what answers would be the throttle.
      ...['--tamper', 'xforwardedfor'],
      ...(options.data ? ['--data', options.data] : []),
      ...(options.cookie ? ['--cookie', options.cookie] : []),
      // A browser would say that it is our own page which sends.
      ...['--headers', 'Sec-Fetch-Site: same-origin'],
    ],
    options.limitSeconds,
  )
  return readSqlmap(out, `${options.url} ${options.parameters.join()}`, isKilled)
}

/** What sqlmap printed: an injection is a finding, and so is a run that has tested nothing. */
export function readSqlmap(out: string, where: string, isCutOff: boolean): Scanned {
  // "Appears to be injectable" is a guess, which sqlmap then proves or takes back.
  const isFound = out.includes('identified the following injection point')
  if (isFound) {
    const what = [...out.matchAll(/^(?:Parameter|\s+Title|\s+Payload): .*$/gm)].map(([line]) => line.trim()).join('; ')
    return { findings: [`sqlmap: ${where}: ${what}`], isCutOff }
  }
  const hasTested = /testing '|all tested parameters do not appear to be injectable/.test(out)
  return { findings: hasTested ? [] : [`sqlmap tested nothing at ${where}: ${out.slice(-400)}`], isCutOff }
}

async function runProgram(
  name: string,
  args: readonly string[],
  limitSeconds: number,
): Promise<{ out: string; isKilled: boolean }> {
  const child: ChildProcess = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let out = ''
  const hear = (bytes: Buffer): void => {
    out += bytes.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  let isKilled = false
  const timer = setTimeout(() => {
    isKilled = true
    // With all that it has started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, limitSeconds * 1_000)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  clearTimeout(timer)
  return { out, isKilled }
}
