import type { Question } from './state.ts'

/** Ids of the texts that ask. */
export const QUESTION_TEXT: Record<Question, string> = {
  what: 'ask-what',
  where: 'ask-where',
  when: 'ask-when',
  confirm: 'before-sending',
  now: 'ask-now',
  receipt: 'receipt-code-warning',
  withdraw: 'withdraw-confirm',
}

/** What is asked while nothing has been told: a file or a pin alone says nothing of what happened. */
export function findFirstQuestion(form: string): string {
  if (form === 'media') return 'media-received'
  return form === 'location' ? 'ask-what' : 'failure'
}
