import { describe, expect, it } from 'vitest'
import { findEscalation } from '../../../src/understand/alike/escalate.ts'
import { stripped, viewOf } from './views.ts'

const FIRE = 'Cháy xưởng gỗ đường Nguyễn Văn Cừ, khói bốc lên nhiều, mọi người tránh đường cho xe đi qua nhé'
const FIGHT = 'Đánh nhau ở quán bia, hai bàn ném ly ném ghế qua lại'

describe('a later voice', () => {
  it.each([
    ['victim', FIRE, 'có người kẹt bên trong, kêu cứu không ra được'],
    ['weapon', FIGHT, 'một thằng rút dao phay ra rồi'],
    ['fire', 'cãi nhau to trong hẻm từ chiều', 'giờ nó tưới xăng, lửa cháy rồi'],
    ['place', FIGHT, 'tụi nó bỏ chạy về hướng cầu Bến Lức rồi'],
  ])('that tells of %s raises the incident, with and without marks', (worsening, first, later) => {
    expect(findEscalation(viewOf(later, 5), [viewOf(first)])).toMatchObject({ worsening })
    expect(findEscalation(viewOf(stripped(later), 5), [viewOf(stripped(first))])).toMatchObject({ worsening })
  })

  it('that says what an earlier one said raises nothing again', () => {
    const trapped = 'có người kẹt bên trong'
    expect(findEscalation(viewOf(trapped, 9), [viewOf(FIRE), viewOf(`${trapped} nhanh lên`, 3)])).toBeNull()
  })

  it('that is a copy raises it by what was put into it alone; the first of all never does', () => {
    expect(findEscalation(viewOf(`${FIRE}, có người kẹt bên trong`, 5), [viewOf(FIRE)])).toMatchObject({
      worsening: 'victim',
    })
    expect(findEscalation(viewOf(`Chuyển tiếp: ${FIRE}`, 5), [viewOf(FIRE)])).toBeNull()
    expect(findEscalation(viewOf(FIRE), [])).toBeNull()
  })

  it('that says nobody was hurt raises nothing', () => {
    expect(findEscalation(viewOf('may quá không có ai bị thương', 5), [viewOf(FIRE)])).toBeNull()
  })
})
