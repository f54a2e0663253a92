/** A text as typed by somebody who leaves all diacritics out; case, spaces and everything else stay. */
export function stripMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}
