import type { OutboundMessage } from '../src/domain/message.ts'

/**
 * The text with its buttons as a numbered list, "1 = Gửi", for channels without buttons. The number a citizen answers
 * comes back as plain text; the dialogue maps it by the order of the buttons it offered.
 */
export function numberButtons(message: OutboundMessage): string {
  const { text, buttons = [] } = message
  if (buttons.length === 0) return text
  return `${text}\n\n${buttons.map((button, at) => `${at + 1} = ${button.label}`).join('\n')}`
}
