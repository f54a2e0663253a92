/** Rings of one area, longitude and latitude in turn, the last point the first again. */
export type Piece = readonly Int32Array[]

/** As TopoJSON has them: the first point of an arc, then steps; a ring names arcs, `~n` for arc n walked backwards. */
export interface SharedBorders {
  arcs: [number, number][][]
  /** Of each area. */
  rings: number[][][]
}

/** Two points of a grid that lie side by side in some ring, and the areas of which this is a border. */
interface Edge {
  from: number
  to: number
  owners: number[]
}

interface Arc {
  vertices: number[]
  owners: readonly number[]
}

/**
 * Borders of areas on a grid of `grid` units, each kept once and thinned out once, so that neighbours fit however much is
 * left out. Borders between rings of one area vanish. `tolerance`: in steps of the grid, for Douglas and Peucker (1973).
 * What is smaller than the grid is left out, but of each area something stays where it has a ring of three points.
 */
export function shareBorders(pieces: readonly Piece[], fineness: { grid: number; tolerance: number }): SharedBorders {
  const grid = makeGrid(fineness.grid)
  const edges = gatherEdges(pieces, grid)
  const arcs = keepOfEach(cutIntoArcs(edges, grid.count()), pieces.length, (arc) =>
    thinOut(arc, grid, fineness.tolerance),
  )
  return {
    arcs: arcs.map(({ vertices }) => toSteps(vertices, grid)),
    rings: pieces.map((_, owner) => stitch(arcs, owner)),
  }
}

interface Grid {
  /** One number for each point of the grid that is used. */
  vertex(lon: number, lat: number): number
  x(vertex: number): number
  y(vertex: number): number
  count(): number
}

function makeGrid(size: number): Grid {
  // On a coarse grid keys are small integers, which maps find several times faster.
  const rows = Math.ceil(180e6 / size) + 1
  const numbers = new Map<number, number>()
  const xs: number[] = []
  const ys: number[] = []
  let lastKey = -1
  let last = -1
  return {
    vertex(lon, lat) {
      const x = Math.round(lon / size)
      const y = Math.round(lat / size)
      const key = x * rows + y
      // On a coarse grid most points fall on the one before.
      if (key === lastKey) return last
      lastKey = key
      last = numbers.get(key) ?? xs.length
      if (last === xs.length) {
        numbers.set(key, last)
        xs.push(x)
        ys.push(y)
      }
      return last
    },
    x: (vertex) => xs[vertex] ?? 0,
    y: (vertex) => ys[vertex] ?? 0,
    count: () => xs.length,
  }
}

/** An edge that one area walks twice is none of its borders. */
function gatherEdges(pieces: readonly Piece[], grid: Grid): Edge[] {
  /** By the lower of their two points, where few begin: found faster than by a key of both. */
  const edges: Edge[][] = []
  pieces.forEach((rings, owner) => {
    for (const ring of rings) {
      let from = -1
      for (let i = 0; i + 1 < ring.length; i += 2) {
        const to = grid.vertex(ring[i] ?? 0, ring[i + 1] ?? 0)
        if (from !== to && from >= 0) toggle(edges, from, to, owner)
        from = to
      }
    }
  })
  return edges.flat().filter(({ owners }) => owners.length > 0)
}

function toggle(edges: Edge[][], from: number, to: number, owner: number): void {
  const low = Math.min(from, to)
  const there = edges[low] ?? []
  edges[low] = there
  const edge = there.find((one) => (one.from === from ? one.to === to : one.from === to && one.to === from))
  if (edge === undefined) {
    there.push({ from, to, owners: [owner] })
    return
  }
  const at = edge.owners.indexOf(owner)
  if (at >= 0) edge.owners.splice(at, 1)
  else edge.owners.push(owner)
}

/** Cut where more than two edges meet, or where the areas on the sides change. */
function cutIntoArcs(edges: readonly Edge[], vertexCount: number): Arc[] {
  const incident: number[][] = Array.from({ length: vertexCount }, () => [])
  const keys = edges.map(({ owners }) => owners.toSorted((a, b) => a - b).join())
  edges.forEach(({ from, to }, index) => {
    incident[from]?.push(index)
    incident[to]?.push(index)
  })
  const isCut = incident.map((own) => own.length !== 2 || keys[own[0] ?? 0] !== keys[own[1] ?? 0])
  const isDone = new Uint8Array(edges.length)

  const walk = (start: number, first: number): Arc => {
    const vertices = [start]
    let index = first
    for (;;) {
      const edge = edges[index]
      isDone[index] = 1
      const at = vertices.at(-1)
      const next = edge?.from === at ? edge?.to : edge?.from
      if (next === undefined) break
      vertices.push(next)
      const onwards = (incident[next] ?? []).find((one) => isDone[one] === 0)
      if (isCut[next] || next === start || onwards === undefined) break
      index = onwards
    }
    return { vertices, owners: edges[first]?.owners ?? [] }
  }

  const arcs: Arc[] = []
  const begin = (vertex: number): void => {
    for (const index of incident[vertex] ?? []) if (isDone[index] === 0) arcs.push(walk(vertex, index))
  }
  for (let vertex = 0; vertex < vertexCount; vertex += 1) if (isCut[vertex]) begin(vertex)
  // What is left are rings that touch nothing: islands.
  for (let vertex = 0; vertex < vertexCount; vertex += 1) begin(vertex)
  return arcs
}

/** Islets too small to be seen go, unless they are all that an area has. */
function keepOfEach(arcs: readonly Arc[], ownerCount: number, thin: (arc: Arc) => number[]): Arc[] {
  const thinned = arcs.map((arc) => ({ ...arc, vertices: thin(arc) }))
  const isRing = ({ vertices }: Arc): boolean => vertices[0] === vertices.at(-1)
  const isSeen = (arc: Arc): boolean => !isRing(arc) || arc.vertices.length >= 4
  const hasSome = new Uint8Array(ownerCount)
  for (const arc of thinned) if (isSeen(arc)) for (const owner of arc.owners) hasSome[owner] = 1
  return thinned.flatMap((arc, index) => {
    if (isSeen(arc)) return [arc]
    const whole = arcs[index]
    if (whole === undefined || whole.vertices.length < 4 || arc.owners.every((owner) => hasSome[owner] === 1)) return []
    for (const owner of arc.owners) hasSome[owner] = 1
    return [whole]
  })
}

/** Douglas and Peucker; a ring is held at its first point and the one farthest from it. */
function thinOut({ vertices }: Arc, grid: Grid, tolerance: number): number[] {
  const last = vertices.length - 1
  const isKept = new Uint8Array(vertices.length)
  isKept[0] = 1
  isKept[last] = 1
  const spans: [number, number][] = [[0, last]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [start, end] = span
    let farthest = -1
    let farMost = tolerance * tolerance
    for (let i = start + 1; i < end; i += 1) {
      const farness = farnessSquared(grid, vertices[i] ?? 0, vertices[start] ?? 0, vertices[end] ?? 0)
      if (farness <= farMost) continue
      farMost = farness
      farthest = i
    }
    if (farthest < 0) continue
    isKept[farthest] = 1
    spans.push([start, farthest], [farthest, end])
  }
  return vertices.filter((_, i) => isKept[i] === 1)
}

/** From the stretch between two points, which may be the same. */
function farnessSquared(grid: Grid, point: number, start: number, end: number): number {
  const [x, y] = [grid.x(point) - grid.x(start), grid.y(point) - grid.y(start)]
  const [dx, dy] = [grid.x(end) - grid.x(start), grid.y(end) - grid.y(start)]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length))
  return (x - along * dx) ** 2 + (y - along * dy) ** 2
}

function toSteps(vertices: readonly number[], grid: Grid): [number, number][] {
  return vertices.map((vertex, i) => {
    const before = vertices[i - 1]
    if (before === undefined) return [grid.x(vertex), grid.y(vertex)]
    return [grid.x(vertex) - grid.x(before), grid.y(vertex) - grid.y(before)]
  })
}

/** At each point an even number of an area's arcs end, so whoever walks on comes back. */
function stitch(arcs: readonly Arc[], owner: number): number[][] {
  const ends = new Map<number, number[]>()
  const isDone = new Set<number>()
  const own: number[] = []
  arcs.forEach((arc, index) => {
    if (!arc.owners.includes(owner)) return
    own.push(index)
    for (const end of [arc.vertices[0] ?? 0, arc.vertices.at(-1) ?? 0]) {
      const there = ends.get(end)
      if (there) there.push(index)
      else ends.set(end, [index])
    }
  })
  const rings: number[][] = []
  for (const first of own) {
    if (isDone.has(first)) continue
    const start = arcs[first]?.vertices[0]
    const ring: number[] = []
    let at = start
    for (let next: number | undefined = first; next !== undefined; ) {
      isDone.add(next)
      const vertices: readonly number[] = arcs[next]?.vertices ?? []
      const isForward = vertices[0] === at
      ring.push(isForward ? next : ~next)
      at = isForward ? vertices.at(-1) : vertices[0]
      next = at === start ? undefined : ends.get(at ?? -1)?.find((index) => !isDone.has(index))
    }
    rings.push(ring)
  }
  return rings
}
