import { type Import, linesOf, readImports, type SourceTree } from './imports.ts'

interface Rule {
  /** Beginnings of paths this part may import besides itself; one ending in a full name is that file alone. */
  may: readonly string[]
  /** As `may`, but for types alone. */
  mayType?: readonly string[]
  packages: readonly string[]
  mayUseNode: boolean
}

const ALL_OF_SRC = [
  'config.ts',
  'data/',
  'domain/',
  'flow/',
  'gazetteer/',
  'reports/',
  'storage/',
  'tables/',
  'understand/',
  'vault/',
  'web/',
].map((name) => `src/${name}`)

const SIGN_IN = ['@node-rs/argon2', '@simplewebauthn/server', 'otpauth']

/** The table "Who may import whom" of the house style, with what has been decided since beside the line. */
const RULES: Readonly<Record<string, Rule>> = {
  'src/config.ts': { may: ['src/domain/'], packages: ['zod'], mayUseNode: true },
  // How each of our processes starts, stops, and says why it cannot: for main files alone, like the settings.
  'src/run-process.ts': { may: ['src/domain/', 'src/storage/'], packages: [], mayUseNode: true },
  'src/domain/': { may: [], packages: ['zod'], mayUseNode: false },
  'src/data/': { may: ['src/domain/'], packages: ['zod'], mayUseNode: true },
  // "Pure but for loading their data": hence node.
  // Numbers and addresses are judged by libraries that know all countries' plans and all endings.
  'src/understand/': {
    may: ['src/domain/', 'src/data/'],
    packages: ['zod', 'libphonenumber-js', 'tldts'],
    mayUseNode: true,
  },
  // Lists that come from outside: CSV, JSON and XLSX into rows that know where they stood.
  'src/tables/': {
    may: ['src/domain/'],
    packages: ['csv-parse', 'read-excel-file', 'write-excel-file'],
    mayUseNode: true,
  },
  // Names of places are compared in the views that all matching uses: one normaliser.
  'src/gazetteer/': {
    may: ['src/domain/', 'src/data/', 'src/tables/', 'src/understand/'],
    packages: ['zod', 'topojson-client', 'topojson-specification', 'flatbush'],
    mayUseNode: true,
  },
  // bullmq only in migrate.ts, for the queue's own tables.
  'src/storage/': { may: ['src/domain/'], packages: ['kysely', 'pg', 'zod'], mayUseNode: true },
  'src/storage/migrate.ts': {
    may: ['src/domain/', 'src/storage/', 'src/config.ts'],
    packages: ['pg', 'bullmq'],
    mayUseNode: true,
  },
  // Keys and the vault's small process; it reads sealed addresses from storage, and storage never reads it.
  // It serves on a socket of its own and brings its client; epoch keys are made for each class of retention.
  'src/vault/': {
    // It proves for itself what passkeys signed before it opens an identity.
    may: ['src/domain/', 'src/storage/', 'src/data/retention-classes.ts'],
    packages: ['@hpke/core', '@hono/node-server', '@simplewebauthn/server', 'hono', 'undici', 'zod'],
    mayUseNode: true,
  },
  'src/flow/': {
    // Sealing arrives as an argument; the format and the names of records are shared words. Replies are texts of data.
    may: [
      'src/domain/',
      'src/data/',
      'src/storage/',
      // Lists of units come as files.
      'src/tables/',
      'src/understand/',
      'src/vault/envelope.ts',
      'src/vault/records.ts',
    ],
    mayType: ['src/vault/'],
    packages: ['zod', ...SIGN_IN],
    mayUseNode: true,
  },
  'src/web/': {
    may: ['src/domain/', 'src/flow/', 'src/storage/'],
    packages: ['hono', 'zod', 'altcha-lib', 'lucide-static', 'uqr', ...SIGN_IN],
    mayUseNode: true,
  },
  'src/server/': {
    may: [...ALL_OF_SRC, 'bots/'],
    packages: ['hono', '@hono/node-server', 'undici', 'zod', 'rate-limiter-flexible', ...SIGN_IN],
    mayUseNode: true,
  },
  // Web-standard throughout, and what it imports too: see `edgeViolations`.
  'src/edge/': { may: ['src/domain/', 'bots/'], packages: ['zod', 'hono', '@hpke/core'], mayUseNode: false },
  // `tinbao triage` runs the pipeline and `doctor` asks the channels. pg: to see that the embedded server answers.
  'src/cli/': {
    may: [...ALL_OF_SRC, 'src/server/', 'bots/', 'workers/'],
    // age-encryption: `backup` and `restore`.
    packages: ['zod', 'pg', 'kysely', 'bullmq', 'undici', 'age-encryption'],
    mayUseNode: true,
  },
  // fasttext.wasm.js, string-similarity: peers in the evaluations.
  'src/reports/': {
    may: ALL_OF_SRC,
    packages: ['zod', 'hono', 'fasttext.wasm.js', 'string-similarity'],
    mayUseNode: true,
  },
  // Below the rules of bots/<channel>/ in `ruleFor`.
  'bots/': { may: ['src/domain/'], packages: ['undici', 'zod', '@grammyjs/types'], mayUseNode: true },
  'workers/': {
    may: [
      'src/domain/',
      'src/data/',
      'src/understand/',
      'src/gazetteer/',
      'src/storage/',
      'src/flow/',
      'src/vault/',
      'bots/',
    ],
    // sharp, sharp-phash: fingerprints of pictures, in a process of their own.
    packages: ['bullmq', 'pg', 'redis', 'undici', 'zod', 'sharp', 'sharp-phash'],
    mayUseNode: true,
  },
}

/** Entry files load the settings; a command is one too. Everyone else is handed what it needs. */
const IS_ENTRY = /(^|\/)(main|ingress|migrate)\.ts$|^src\/cli\//
const MAY_READ_ENVIRONMENT = /(^|\/)(main|migrate)\.ts$|^src\/(config\.ts$|cli\/)/
const IS_MAIN = /^(workers|src\/vault|src\/server)\/main\.ts$/
/** What both the edge and Node run. */
const IS_WEB_STANDARD = /^bots\/[^/]+\/(verify|parse)\.ts$/
/** Verbs with which a page may read; all else goes through `flow`, which opens transactions and writes audit lines. */
const READS = /^(find|list|count|read|load|search|page|is)[A-Z]/
/** What opens an identity, or reads the key that does. */
const OPENS_IDENTITIES = /^(makeIdentityOpener|makeVault|makeVaultApp|readVaultPrivateKeys|startVault)$/
const LINES_MAX = 400
export const LINES_WORTH_A_QUESTION = 300

/** Every break of the rules, as `file:line: sentence`; empty when all is well. */
export function findViolations(tree: SourceTree): string[] {
  const imports = [...tree].flatMap(([file, text]) => readImports(file, text))
  return [
    ...imports.flatMap((one) => judge(one).map((sentence) => `${one.from}:${one.line}: ${sentence}`)),
    ...edgeViolations(tree, imports),
    ...findCycles(imports),
    ...[...tree].flatMap(([file, text]) => fileViolations(file, text)),
  ].sort()
}

/** Files over the length at which to ask what the second idea is, with their line counts. */
export function findLongFiles(tree: SourceTree): [string, number][] {
  return [...tree]
    .map(([file, text]): [string, number] => [file, text.split('\n').length])
    .filter(([, lines]) => lines > LINES_WORTH_A_QUESTION)
}

function judge(one: Import): string[] {
  const rule = ruleFor(one.from)
  if (!rule) return [`belongs to no part in test/support/architecture.ts`]
  if (one.target === null) return judgePackage(one, rule)
  const { from, target } = one
  if (target === 'src/config.ts' && !one.isTypeOnly && !IS_ENTRY.test(from)) {
    return ['only entry files (main.ts, ingress.ts, migrate.ts, commands) load settings: take them as arguments']
  }
  if (target.startsWith('src/vault/') && !/^src\/(vault|cli)\//.test(from)) {
    const opens = one.names.filter((name) => OPENS_IDENTITIES.test(name))
    if (opens.length > 0) return [`the vault alone opens identities: ${opens.join(', ')} of ${target}`]
  }
  const channel = channelOf(from)
  if (channel && channelOf(target)) {
    return channelOf(target) === channel ? [] : [`a channel never imports its sibling ${target}`]
  }
  if (channel && target === 'bots/index.ts') return ['a channel never imports the list of channels']
  const stage = stageOf(from)
  if (stage && stageOf(target) && stageOf(target) !== stage) return [`a stage never imports another: ${target}`]
  if (from.startsWith('src/edge/') && channelOf(target) && !IS_WEB_STANDARD.test(target)) {
    return [`the edge imports verify and parse of a channel only, not ${target}`]
  }
  if (from.startsWith('src/web/') && target.startsWith('src/storage/') && !one.isTypeOnly) {
    const writes = one.names.filter((name) => !READS.test(name))
    const isAll = one.names.length === 0
    if (writes.length > 0 || isAll) return [`web reads storage only: ${writes.join(', ') || 'everything'} of ${target}`]
  }
  const allowed = [...rule.may, ...(one.isTypeOnly ? (rule.mayType ?? []) : []), partOf(from)]
  if (target === 'src/run-process.ts') return IS_MAIN.test(from) ? [] : ['only main files run a process']
  // Config may be named as a type by whoever is handed a piece of it.
  if (target === 'src/config.ts' && (one.isTypeOnly || IS_MAIN.test(from))) return []
  return allowed.some((beginning) => target.startsWith(beginning)) ? [] : [`may not import ${target}`]
}

function judgePackage(one: Import, rule: Rule): string[] {
  const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(one.specifier)?.[0] ?? one.specifier
  if (name.startsWith('node:')) {
    return rule.mayUseNode && !IS_WEB_STANDARD.test(one.from) ? [] : [`uses web-standard APIs only, not ${name}`]
  }
  return rule.packages.includes(name) ? [] : [`may not import the package ${name}`]
}

function ruleFor(file: string): Rule | undefined {
  const rule = RULES[file] ?? RULES[partOf(file)]
  if (!rule || !channelOf(file)) return rule
  if (IS_WEB_STANDARD.test(file))
    return { ...rule, may: ['src/domain/', 'bots/'], packages: ['zod', '@grammyjs/types'] }
  return { ...rule, may: ['src/domain/', 'bots/'], packages: [...rule.packages, 'telegraf'] }
}

function partOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  return top === 'src' ? (RULES[file] && second.endsWith('.ts') ? file : `src/${second}/`) : `${top}/`
}

function channelOf(file: string): string | undefined {
  return /^bots\/([^/]+)\//.exec(file)?.[1]
}

function stageOf(file: string): string | undefined {
  return /^workers\/triage\/([^/]+)\//.exec(file)?.[1]
}

/** What the edge reaches, at however many steps, runs where there is no Node. */
function edgeViolations(tree: SourceTree, imports: readonly Import[]): string[] {
  const starts = [...tree.keys()].filter((file) => file.startsWith('src/edge/') || IS_WEB_STANDARD.test(file))
  const reached = new Set(starts)
  for (const file of reached) {
    for (const one of imports) if (one.from === file && one.target && !one.isTypeOnly) reached.add(one.target)
  }
  return imports
    .filter((one) => reached.has(one.from) && !starts.includes(one.from) && !one.isTypeOnly)
    .filter((one) => /^(node:|undici$|telegraf$|pg$|kysely$|bullmq$)/.test(one.specifier))
    .map((one) => `${one.from}:${one.line}: is reached from the edge, where there is no ${one.specifier}`)
}

/** One sentence per cycle of files, found by depth-first search; types count, for a reader follows them too. */
function findCycles(imports: readonly Import[]): string[] {
  const next = Map.groupBy(imports, (one) => one.from)
  const finished = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    for (const one of next.get(file) ?? []) {
      if (one.target === null || finished.has(one.target)) continue
      const start = trail.indexOf(one.target)
      if (start >= 0)
        found.push(`${file}:${one.line}: closes a cycle: ${[...trail.slice(start), one.target].join(' → ')}`)
      else visit(one.target, [...trail, one.target])
    }
    finished.add(file)
  }
  for (const file of next.keys()) if (!finished.has(file)) visit(file, [file])
  return found
}

function fileViolations(file: string, text: string): string[] {
  const lines = text.split('\n').length
  const tooLong = lines > LINES_MAX ? [`${file}:${lines}: is longer than ${LINES_MAX} lines`] : []
  if (MAY_READ_ENVIRONMENT.test(file)) return tooLong
  const reads = linesOf(text, /\b(process\s*\.\s*env|import\.meta\.env)\b/)
  return [...tooLong, ...reads.map((line) => `${file}:${line}: reads the environment; only config and entry files do`)]
}
