import path from 'node:path'
import { readShelf } from '../flow/model-shelf.ts'

/** As the findings of `doctor`, for one of which this is the whole. */
interface Finding {
  state: 'ok' | 'warning'
  detail: string
  mend?: string
}

/** Which model is in use, and whether the last refit went through. */
export function checkModel(home: string): Finding {
  const { models, choice, lastRefit } = readShelf(path.join(home, 'models'))
  const inUse = models.find(({ state }) => state === 'in-use')
  if (inUse === undefined) {
    return { state: 'warning', detail: 'none; rules alone understand', mend: '"npx tinbao train" makes one.' }
  }
  const detail = `${inUse.version} in use`
  if (choice !== null && choice.version !== inUse.version) {
    return {
      state: 'warning',
      detail: `${detail}, but ${choice.version} was chosen and is not there`,
      mend: 'Put its file back, or choose another: npx tinbao model list, npx tinbao model use VERSION.',
    }
  }
  if (lastRefit?.outcome === 'failed') {
    return {
      state: 'warning',
      detail: `${detail}; the refit of ${lastRefit.at} failed`,
      mend: 'Its words stand in what the worker printed; "npx tinbao model refit" tries again.',
    }
  }
  if (choice?.isHeld === true) {
    return {
      state: 'warning',
      detail: `${detail}, held since it was gone back to at ${choice.chosenAt}; refits only keep what they learn`,
      mend: '"npx tinbao model use VERSION" ends that.',
    }
  }
  if (lastRefit?.outcome !== 'kept') return { state: 'ok', detail }
  const card = models.find(({ version }) => version === lastRefit.version)?.card
  const reasons = (card?.shortfalls ?? []).map(({ figure, leaf }) =>
    leaf === undefined ? figure : `${figure} ${leaf}`,
  )
  return {
    state: 'warning',
    detail: `${detail}; the refit ${lastRefit.version ?? ''} of ${lastRefit.at} was not taken over: ${reasons.join(', ')}`,
    mend: 'Nothing need be done. The page /ban-truc/hieu-tin tells more; "npx tinbao model list" shows both.',
  }
}
