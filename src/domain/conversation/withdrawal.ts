import { readIntent } from './intent.ts'
import type { ConversationState } from './state.ts'
import { draftOf, type Heard, pend, type Stepped, say } from './stepped.ts'

/** The answer on personal data, by whichever way it is asked for. */
export const DATA_REQUEST = 'faq:data-request'

/** Whether the answer hangs on {@link Heard.withdrawable}. */
export function asksWithdrawal(state: ConversationState, heard: Heard): boolean {
  if (heard.form === 'withdrawn') return true
  if (heard.form !== 'text' && heard.form !== 'button') return false
  return state.pending === 'withdraw' || readIntent(heard.text, state) === 'withdraw'
}

/** Asked once, before anything is destroyed. */
export function askWithdrawal(base: Stepped, heard: Heard): Stepped {
  const refused = refuseWithdrawal(base, heard)
  return (
    refused ?? say(pend({ ...base, isWaiting: base.state.draft !== null }, 'withdraw'), { text: 'withdraw-confirm' })
  )
}

/** Whoever holds the phone of a person in danger must not end the help for them (security reference, threat model). */
function refuseWithdrawal(base: Stepped, heard: Heard): Stepped | null {
  switch (heard.withdrawable ?? 'possible') {
    case 'possible':
      return null
    case 'barred':
      return say(pend({ ...base, isWaiting: base.state.draft !== null }, null), { text: 'withdraw-barred' })
    case 'not-yet':
      return say({ ...base, isWaiting: base.state.draft !== null }, { text: 'withdraw-later' })
  }
}

/** A question about personal data in words of the sender's own, beside which anything may be told. */
export function isDataQuestion(heard: Heard): boolean {
  return heard.form === 'text' && heard.faq === DATA_REQUEST
}

/** Whether these words say anything of an event, of the police or of somebody in need. */
export function tellsAnything({ tells, isAboutPolice, isPoliceDoubted, isRestricted }: Heard): boolean {
  return tells.what || tells.where || tells.when || isAboutPolice || isPoliceDoubted === true || isRestricted === true
}

/** To the fixed words alone, which tell nothing. Of the asker nothing is kept, and whether anything is known of them changes no word (invariant 25). */
export function answerDataRequest(base: Stepped, heard: Heard): Stepped {
  return say({ ...base, discarded: [heard.eventId], isWaiting: base.state.draft !== null }, { text: DATA_REQUEST })
}

/**
 * What was not filed is destroyed, and who sent it can no longer be named. What was filed may have to be kept by law
 * (domain reference 1.9, PDPL art. 14) and goes on. The answer is the same whether there was anything or not.
 */
export function withdraw(base: Stepped, heard: Heard): Stepped {
  const refused = refuseWithdrawal(base, heard)
  const tipId = base.state.tipId ?? base.state.formerTipId
  if (refused) return { ...refused, state: { ...refused.state, tipId } }
  const state = { ...base.state, tipId, draft: null, spam: null, pending: null, failures: 0 }
  const ended = { ...base, state, discarded: draftOf(base), isContactOver: true }
  return say(ended, { text: 'withdrawn' })
}
