import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})
const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        dependencies: names,
        optionalDependencies: names,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')))

/** As Node resolves: in the package's own node_modules, then in those of the folders above. */
function isLocked(from: string, name: string): boolean {
  const folders = from
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'))
  return [...folders, ''].some(
    (folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lockfile.packages,
  )
}

// npm leaves a platform's package out without a word when the registry did not have it that day, and from then on
// `npm ci` refuses the lockfile on every machine.
it('the lockfile names every package of every platform, so that npm ci accepts it', () => {
  const missing = Object.entries(lockfile.packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(from, name))
      .map((name) => `${from || 'tinbao'} needs ${name}`),
  )
  expect(missing).toEqual([])
})

it('every locked package is fixed by its hash', () => {
  const loose = Object.entries(lockfile.packages).filter(([from, { integrity }]) => from !== '' && !integrity)
  expect(loose.map(([from]) => from)).toEqual([])
})
