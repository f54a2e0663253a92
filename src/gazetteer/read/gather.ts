import type { Contents } from '../order.ts'
import type { Draft } from './draft.ts'

/** The lists of a draft. */
export function gatherDraft(draft: Draft): Omit<Contents, 'validFrom' | 'boundaries'> {
  return {
    provinces: [...draft.provinces.values()],
    communes: [...draft.communes.values()],
    oldProvinces: [...draft.oldProvinces.values()],
    oldDistricts: [...draft.oldDistricts.values()],
    oldWards: [...draft.oldWards.values()],
    edges: [...draft.edges.values()],
    districtEdges: [...draft.districtEdges.values()],
    aliases: [...draft.aliases.values()],
    streets: [...draft.streets].map(([district, names]) => ({ district, names })),
  }
}
