import type { Dice } from './dice.ts'

/** What a message is for in its chat. */
export type Role = 'danger' | 'more' | 'report' | 'send' | 'question'

/**
 * What one chat says, in the order a person would. Every script comes to the same tips and the same number of bubbles
 * in whatever order its messages arrive and whenever the silence falls, so that shuffling changes nothing to count.
 */
export type Script = readonly [Role, ...Role[]]

/** How many of a hundred chats say what. Weighted so that a message is answered by 1.2 bubbles: platforms set the pace. */
const SCRIPTS: readonly { script: Script; share: number }[] = [
  { script: ['question'], share: 25 },
  { script: ['question', 'question'], share: 10 },
  { script: ['danger'], share: 20 },
  { script: ['danger', 'more'], share: 15 },
  { script: ['report', 'send'], share: 30 },
]

/** A script of at most `lengthMax` messages. */
export function drawScript(dice: Dice, lengthMax: number): Script {
  const fitting = SCRIPTS.filter(({ script }) => script.length <= lengthMax)
  const total = fitting.reduce((sum, { share }) => sum + share, 0)
  let drawn = dice.between(1, total)
  for (const { script, share } of fitting) {
    drawn -= share
    if (drawn <= 0) return script
  }
  return ['question']
}

/** Tips a script comes to: a danger is filed at once, all else that is no question by "gửi" or by the silence. */
export function tipsOf(script: readonly Role[]): number {
  return script.some((role) => role !== 'question') ? 1 : 0
}

/** Bubbles that answer a message itself: a danger is told whom to call and that it was filed, the rest one thing. */
export function bubblesOf(role: Role): number {
  return role === 'danger' ? 2 : 1
}

/** The words with which the line says that a tip was filed, in both ways of filing; a tip shows them once. */
export const ACKNOWLEDGED = 'Đã ghi nhận lúc'

type Words = readonly [(house: number) => string, ...((house: number) => string)[]]

const WORDS: Record<Role, Words> = {
  danger: [
    (house) => `cứu với nó cầm dao ở phường Bến Thành, nhà số ${house}`,
    (house) => `cháy nhà số ${house}, phường Sài Gòn, còn người mắc kẹt bên trong`,
    (house) => `đang có đánh nhau trước nhà số ${house}, phường Bến Thành`,
    (house) => `có người cầm súng trước nhà số ${house}, phường Sài Gòn`,
    (house) => `đang bị cướp trước nhà số ${house}, phường Bến Thành`,
  ],
  more: [
    (house) => `Người đó đi xe máy màu đỏ, thường ghé nhà số ${house}`,
    (house) => `Nhóm đó còn quay lại nhà số ${house} lúc 22 giờ`,
    (house) => `Tin này tôi biết qua camera nhà số ${house}`,
  ],
  report: [
    (house) => `Tối qua có nhóm đánh bạc ở nhà số ${house} đường Lê Lai, phường Bến Thành`,
    (house) => `Hôm qua có người trộm xe máy trước nhà số ${house}, phường Sài Gòn`,
    (house) => `Đêm qua có nhóm hút ma túy ở nhà số ${house}, phường Bến Thành`,
    (house) => `Chiều qua có người bán pháo lậu ở nhà số ${house}, phường Sài Gòn`,
  ],
  send: [() => 'gửi'],
  question: [
    (house) => `Trường hợp nào phải gọi 113? (câu hỏi ${house})`,
    (house) => `Báo tin xong bao lâu có trả lời? (câu hỏi ${house})`,
    (house) => `Báo tin ẩn danh có được không? (câu hỏi ${house})`,
    (house) => `Có được từ chối nhận tin không? (câu hỏi ${house})`,
  ],
}

/** Five digits, which no emergency number and no year has. */
const FIRST_HOUSE = 40_000

/** Words for a role. The house number makes each text the only one of its kind, but for "gửi". */
export function wordsFor(role: Role, messageNumber: number, dice: Dice): string {
  return dice.pick(WORDS[role])(FIRST_HOUSE + messageNumber)
}
