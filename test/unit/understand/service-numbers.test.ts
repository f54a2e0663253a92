import { expect, it } from 'vitest'
import { findServiceNumbers } from '../../../src/understand/service-numbers.ts'

it.each([
  ['Cán bộ số hiệu 113-001 nhận tiền ở chốt', ['113-001']],
  ['cán bộ mang số hiệu 0217 đòi tiền', ['0217']],
  ['gặp 113-001 và 113-002, 113-001 quát mắng', ['113-001', '113-002']],
  ['Tôi đã gọi 113 mà chưa ai tới số 12 Lê Lai', []],
  ['xe 51F-123.45 đâm rồi bỏ chạy', ['51F-123']],
  ['', []],
])('in "%s" what may be a service number is %j', (text, numbers) => {
  expect(findServiceNumbers(text)).toEqual(numbers)
})

it('of a list meant to blind a desk no more than ten are read', () => {
  const list = Array.from({ length: 500 }, (_, at) => `113-${String(at).padStart(3, '0')}`).join(' ')
  expect(findServiceNumbers(list)).toHaveLength(10)
})
