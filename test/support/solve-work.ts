import { pbkdf2Sync } from 'node:crypto'

export interface AskedWork {
  task: string
  answer: string
}

/** What a page asks its browser to compute; null where it asks for nothing. */
export function readWork(html: string): { task: string; bits: number; iterations: number } | null {
  const task = /name="task" value="([^"]+)"/.exec(html)?.[1]
  const [, bits, iterations] = /data-bits="(\d+)" data-iterations="(\d+)"/.exec(html) ?? []
  return task === undefined ? null : { task, bits: Number(bits), iterations: Number(iterations) }
}

/** Computes the first answer from `from` on, as `static/work.js` does: the fields to send with the form. */
export function solveWork(work: ReturnType<typeof readWork>, from = 0): AskedWork {
  if (work === null) throw new Error('the page asks for no work')
  for (let number = from; ; number++) {
    const key = pbkdf2Sync(String(number), work.task, work.iterations, 4, 'sha256')
    if (key.readUInt32BE(0) >>> (32 - work.bits) === 0) return { task: work.task, answer: String(number) }
  }
}
