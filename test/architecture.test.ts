import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLongFiles, findViolations, LINES_WORTH_A_QUESTION } from './support/architecture.ts'
import { readImports, readTree } from './support/imports.ts'

const tree = readTree(path.resolve(import.meta.dirname, '..'), ['src', 'bots', 'workers'])

it('every import goes the way the plan allows, without cycles, and no file is too long', () => {
  for (const [file, lines] of findLongFiles(tree)) {
    console.log(`${file}: ${lines} lines, over ${LINES_WORTH_A_QUESTION}: what is the second idea?`)
  }
  expect(tree.size).toBeGreaterThan(5)
  expect(findViolations(tree).join('\n')).toBe('')
})

describe('the rules can fail', () => {
  const breaks: [sentence: string, file: string, text: string, complaint: string][] = [
    [
      'domain reads storage',
      'src/domain/a.ts',
      "import { db } from '../storage/db.ts'",
      'src/domain/a.ts:1: may not import src/storage/db.ts',
    ],
    [
      'domain uses Node',
      'src/domain/a.ts',
      "\nimport fs from 'node:fs'",
      'src/domain/a.ts:2: uses web-standard APIs only, not node:fs',
    ],
    [
      'a type alone is an import too',
      'src/domain/a.ts',
      "import type { Db } from '../storage/db.ts'",
      'may not import src/storage/db.ts',
    ],
    [
      'a re-export is an import too',
      'src/domain/a.ts',
      "export { x } from '../flow/x.ts'",
      'may not import src/flow/x.ts',
    ],
    [
      'a late import is an import too',
      'src/domain/a.ts',
      "const x = await import('../flow/x.ts')",
      'may not import src/flow/x.ts',
    ],
    ['a bare import is an import too', 'src/domain/a.ts', "import '../flow/x.ts'", 'may not import src/flow/x.ts'],
    [
      'an import over several lines is seen',
      'src/domain/a.ts',
      "import {\n  a,\n  type b,\n} from '../flow/x.ts'",
      'src/domain/a.ts:1: may not',
    ],
    [
      'a channel imports its sibling',
      'bots/telegram/send.ts',
      "import { x } from '../zalo-oa/send.ts'",
      'a channel never imports its sibling',
    ],
    [
      'a channel imports storage',
      'bots/telegram/poll.ts',
      "import { x } from '../../src/storage/db.ts'",
      'may not import src/storage/db.ts',
    ],
    [
      'a channel imports the list of channels',
      'bots/telegram/index.ts',
      "import { x } from '../index.ts'",
      'never imports the list',
    ],
    [
      'verify uses Node',
      'bots/telegram/verify.ts',
      "import { timingSafeEqual } from 'node:crypto'",
      'web-standard APIs only',
    ],
    [
      'parse uses a client',
      'bots/telegram/parse.ts',
      "import { Telegraf } from 'telegraf'",
      'may not import the package telegraf',
    ],
    [
      'storage opens the vault',
      'src/storage/a.ts',
      "import { open } from '../vault/vault.ts'",
      'may not import src/vault/vault.ts',
    ],
    ['SQL outside storage', 'src/flow/a.ts', "import { sql } from 'kysely'", 'may not import the package kysely'],
    [
      'flow opens identities',
      'src/flow/a.ts',
      "import { openIdentity } from '../vault/identity.ts'",
      'may not import src/vault/identity.ts',
    ],
    [
      'the worker opens identities',
      'workers/a.ts',
      "import { makeVault, type Vault } from '../src/vault/vault.ts'",
      'the vault alone opens identities: makeVault',
    ],
    [
      'a page writes storage',
      'src/web/pages/a.tsx',
      "import { findTip, insertTip } from '../../storage/tips.ts'",
      'web reads storage only: insertTip',
    ],
    [
      'a page takes all of storage',
      'src/web/pages/a.tsx',
      "import * as tips from '../../storage/tips.ts'",
      'web reads storage only: everything',
    ],
    [
      'the server imports the edge',
      'src/server/app.ts',
      "import { x } from '../edge/limit.ts'",
      'may not import src/edge/limit.ts',
    ],
    [
      'somebody imports a command',
      'src/flow/a.ts',
      "import { x } from '../cli/start.ts'",
      'may not import src/cli/start.ts',
    ],
    [
      'the edge imports send',
      'src/edge/a.ts',
      "import { send } from '../../bots/telegram/send.ts'",
      'verify and parse of a channel only',
    ],
    [
      'a stage imports another',
      'workers/triage/route/index.ts',
      "import { x } from '../locate/index.ts'",
      'a stage never imports another',
    ],
    ['settings loaded by anyone', 'src/flow/a.ts', "import { loadConfig } from '../config.ts'", 'only entry files'],
    [
      'the environment read by anyone',
      'workers/relay.ts',
      '\n\nconst x = process.env',
      'workers/relay.ts:3: reads the environment',
    ],
    ['a file without end', 'src/flow/a.ts', '\n'.repeat(400), 'longer than 400 lines'],
    ['a folder nobody planned', 'src/utils/a.ts', "import { z } from 'zod'", 'belongs to no part'],
  ]
  it.each(breaks)('%s: reported with file and line', (_, file, text, complaint) => {
    const found = findViolations(new Map([[file, text]]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(complaint)
  })

  it('what is allowed is not reported, nor what only looks like an import', () => {
    const allowed = new Map([
      ['src/flow/a.ts', "import { seal } from '../vault/envelope.ts'\nimport type { Peppers } from '../vault/keys.ts'"],
      [
        'src/web/pages/a.tsx',
        "import { findTip } from '../../storage/tips.ts'\nimport type { Row } from '../../storage/db.ts'",
      ],
      ['bots/telegram/send.ts', "import { fetch } from 'undici'\nimport { splitText } from '../split-text.ts'"],
      ['src/domain/a.ts', "// import '../flow/a.ts'\nconst text = 'process.env'\n/* import x from 'node:fs' */"],
      ['workers/main.ts', "import { loadConfig } from '../src/config.ts'\nloadConfig(process.env)"],
    ])
    expect(findViolations(allowed)).toEqual([])
  })

  it('a cycle is reported once, with the way round', () => {
    const circle = new Map([
      ['src/flow/a.ts', "import { b } from './b.ts'"],
      ['src/flow/b.ts', "\nimport type { C } from './c.ts'"],
      ['src/flow/c.ts', "import { a } from './a.ts'"],
    ])
    expect(findViolations(circle)).toEqual([
      'src/flow/c.ts:1: closes a cycle: src/flow/a.ts → src/flow/b.ts → src/flow/c.ts → src/flow/a.ts',
    ])
  })

  it('the edge reaches Node through a file in between', () => {
    const bridge = new Map([
      ['src/edge/a.ts', "import { verify } from '../../bots/telegram/verify.ts'"],
      ['bots/telegram/verify.ts', "import { equal } from '../equal.ts'"],
      ['bots/equal.ts', "import { timingSafeEqual } from 'node:crypto'"],
    ])
    expect(findViolations(bridge)).toEqual(['bots/equal.ts:1: is reached from the edge, where there is no node:crypto'])
  })

  it('names are read without their types and aliases', () => {
    const [one] = readImports('src/a.ts', "import { type A, find as look, b } from './b.ts'")
    expect(one).toMatchObject({ names: ['find', 'b'], target: 'src/b.ts', isTypeOnly: false })
  })
})
