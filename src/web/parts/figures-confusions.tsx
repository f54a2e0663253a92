import type { Exam } from '../../flow/exam.ts'
import type { DeskNames } from '../desk-names.ts'
import { amount } from './figures-words.ts'

const LISTED_MAX = 8

/** What is taken for what on the test texts: the commonest in words, all of it folded. */
export function Confusions(props: { exam: Exam; names: DeskNames }) {
  const { exam, names } = props
  const wantedOf = new Map(exam.leaves.map(({ code, wanted }) => [code, wanted]))
  return (
    <>
      <ol class="desk-items">
        {exam.confusions.slice(0, LISTED_MAX).map(({ wanted, got, count }) => (
          <li>
            <strong>{names.category(wanted)}</strong> bị hiểu thành{' '}
            <strong>{got === null ? 'không rõ' : names.category(got)}</strong>: {amount(count)} trong{' '}
            {amount(wantedOf.get(wanted) ?? 0)} bài.
          </li>
        ))}
      </ol>
      {exam.confusions.length === 0 ? <p>Không nhầm bài nào.</p> : null}
      <details class="desk-more">
        <summary>Bảng đầy đủ</summary>
        <Matrix exam={exam} names={names} />
      </details>
    </>
  )
}

/** A row for what a text is, a column for what it was taken for; columns bear the numbers of the rows. */
function Matrix(props: { exam: Exam; names: DeskNames }) {
  const { exam, names } = props
  const counts = new Map(exam.confusions.map(({ wanted, got, count }) => [`${wanted} ${got ?? ''}`, count]))
  const columns = exam.leaves.map(({ code }) => code)
  return (
    // Wider than a screen: whoever has no pointer scrolls it by keys.
    <section class="desk-scroll" tabindex={0} aria-label="Bảng nhầm lẫn đầy đủ">
      <table class="desk-table desk-matrix">
        <caption>Hàng: việc trong bài. Cột: máy hiểu thành việc mang số của hàng đó; cột cuối là không rõ.</caption>
        <thead>
          <tr>
            <th scope="col">Việc trong bài</th>
            {columns.map((code, at) => (
              <th scope="col" title={names.category(code)}>
                <span class="visually-hidden">{names.category(code)} </span>
                {at + 1}
              </th>
            ))}
            <th scope="col">Không rõ</th>
          </tr>
        </thead>
        <tbody>
          {exam.leaves.map(({ code, hits }, at) => (
            <tr>
              <th scope="row">
                {at + 1}. {names.category(code)}
              </th>
              {[...columns, ''].map((got) => (
                <td class={got === code ? 'is-right' : undefined}>
                  {got === code ? hits : (counts.get(`${code} ${got}`) ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
