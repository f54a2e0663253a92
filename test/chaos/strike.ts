import { setTimeout as pause } from 'node:timers/promises'
import type { FakePlatform, Fault } from '../support/fake-platform.ts'
import type { Incident, PlatformFault, Target } from './incidents.ts'
import type { Plan, Platform } from './plan.ts'
import type { System } from './system.ts'

/** What has struck, and from when to when, by `performance.now()`: with it a bubble shown twice must be explained. */
export interface Struck {
  what: string
  beforePost: number
  beganMs: number
  /** What was killed is gone. */
  doneMs: number
}

export interface Striker {
  /** Lets fall what the plan has before this post; does not wait for it. */
  beforePost(post: number): void
  /** For an end nobody ordered. */
  note(what: string): void
  /** Resolves when everything has fallen and what was killed is up again. @throws what could not be carried out */
  settled(): Promise<void>
  readonly struck: readonly Struck[]
  /** Bodies of sends that the platform took and never confirmed. */
  readonly unconfirmed: ReadonlySet<object>
}

/** Carries out a plan's incidents. Those that hit the same part wait for each other; others overlap. */
export function makeStriker(plan: Plan, fakes: Record<Platform, FakePlatform>, findSystem: () => System): Striker {
  const waiting = [...plan.incidents]
  const tails = new Map<string, Promise<void>>()
  const struck: Struck[] = []
  const unconfirmed = new Set<object>()
  let lastPost = 0
  const record = (what: string, beganMs: number): void => {
    struck.push({ what, beforePost: lastPost, beganMs, doneMs: performance.now() })
  }

  const strike = async (incident: Incident): Promise<void> => {
    await pause(incident.delayMs)
    const beganMs = performance.now()
    switch (incident.kind) {
      case 'kill':
        return findSystem().kill(incident.target, () => record(`kill ${incident.target}`, beganMs))
      case 'wipe':
        await findSystem().wipeQueue()
        return record('wipe', beganMs)
      case 'platform': {
        const fake = fakes[incident.platform]
        fake.failNext(makeFault(incident.fault, fake, unconfirmed), incident.times)
        record(`${incident.platform} ${incident.fault} ${incident.times}`, beganMs)
      }
    }
  }

  return {
    struck,
    unconfirmed,
    beforePost(post) {
      lastPost = post
      for (let next = waiting[0]; next && next.beforePost <= post; next = waiting[0]) {
        waiting.shift()
        const incident = next
        const part = partOf(incident, plan)
        const tail = (tails.get(part) ?? Promise.resolve()).then(() => strike(incident))
        // Told by `settled`; until then it must not count as unhandled.
        tail.catch(() => {})
        tails.set(part, tail)
      }
    },
    note: (what) => record(what, performance.now()),
    async settled() {
      await Promise.all(tails.values())
    },
  }
}

/** A wipe needs the store that it wipes. */
function partOf(incident: Incident, { engine }: Plan): Target | 'platforms' {
  if (incident.kind === 'platform') return 'platforms'
  return incident.kind === 'kill' ? incident.target : engine
}

function makeFault(fault: PlatformFault, fake: FakePlatform, unconfirmed: Set<object>): Fault {
  switch (fault) {
    case 'too-many':
      return { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 1', retryAfterSeconds: 1 }
    case 'server-error':
      return { kind: 'refuse', code: 500 }
    case 'bad-gateway':
      return { kind: 'html', status: 502 }
    case 'hang':
      return { kind: 'hang' }
    case 'cut':
      return { kind: 'reset' }
    case 'cut-when-taken':
      return {
        kind: 'reset',
        // The fake asks at the call it is about to cut, and by its body that call is known again.
        get isTaken() {
          const call = fake.calls.at(-1)
          if (call) unconfirmed.add(call.payload)
          return true
        },
      }
  }
}
