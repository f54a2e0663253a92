import type { FakePlatform, SentMessage } from '../support/fake-platform.ts'

/** A bubble that a platform took, and when, by `performance.now()`. */
export interface Shown extends SentMessage {
  atMs: number
}

/** What a fake takes from now on, with its moments, which the fakes themselves do not keep. */
export function watch(fake: FakePlatform): readonly Shown[] {
  const shown: Shown[] = []
  const { sent } = fake
  const push = sent.push.bind(sent)
  sent.push = (...messages) => {
    shown.push(...messages.map((message) => ({ ...message, atMs: performance.now() })))
    return push(...messages)
  }
  return shown
}
