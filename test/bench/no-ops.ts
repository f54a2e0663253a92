import type { Understanding } from '../../src/flow/hear.ts'
import { NOWHERE } from '../../src/gazetteer/places.ts'
import type { Analysis } from '../../src/understand/analysis.ts'
import type { DuplicateFinding } from '../../workers/triage/deduplicate/index.ts'
import type { makeStages } from '../../workers/triage/index.ts'
import type { RouteFinding } from '../../workers/triage/route/index.ts'
import type { Stage } from '../../workers/triage/stage.ts'

/** Danger now, told in full: the one answer with which a single chat message files a tip, at once and without a question. */
const ANALYSIS: Analysis = {
  version: 1,
  kind: 'tip',
  kindConfidence: 1,
  language: 'vi',
  category: null,
  categories: [],
  urgency: 'critical',
  callNow: true,
  situations: [{ id: 'U1', span: { start: 0, end: 1 }, tense: 'now' }],
  callText: 'T-113',
  entities: { plates: [], phones: [], accounts: [], urls: [], handles: [], money: [], times: [], when: null },
  aboutPolice: [],
  tells: { what: true, where: true, when: true },
  evidence: [],
}
const COPY: DuplicateFinding = {
  duplicateOf: null,
  link: 'none',
  copyKey: Buffer.alloc(32).toString('base64'),
  earlier: null,
}
const ROUTE: RouteFinding = {
  rules: 0,
  facts: {
    category: null,
    isReport: true,
    urgency: 'critical',
    callNow: true,
    aboutPolice: false,
    isPoliceDoubted: false,
    accused: null,
    commune: '26743',
    senderCommune: null,
    province: '79',
    signs: [],
    hazards: [],
  },
  primary: { unit: '26743', reason: 'place' },
  desk: '79-PC01',
  also: [],
  outside: [],
  candidates: [],
  signs: [],
  standIn: null,
  accused: null,
  isHeldTooLow: false,
  isHeldByAccused: false,
  province: '79',
  explanation: '',
}

export const NO_OP_UNDERSTANDING: Understanding = { analyse: () => ANALYSIS, answerQuestion: () => null }

/** As many stages as the real ones, each with a finding that is sealed, saved and read as theirs are. */
export const makeNoOpStages: typeof makeStages = () => {
  const deduplicate = noOp('deduplicate', COPY)
  const classify = noOp('classify', ANALYSIS)
  const locate = noOp('locate', { ...NOWHERE, commune: '26743', province: '79', unclear: null })
  const route = noOp('route', ROUTE)
  return { list: [deduplicate, classify, locate, route], deduplicate, classify, locate, route }
}

function noOp<F>(name: string, finding: F): Stage<F> {
  return { name, version: 1, run: async () => finding, confidence: () => null, read: () => finding }
}
