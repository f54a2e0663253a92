import type { BlindAccuracy } from '../../flow/figures.ts'
import type { Card, ShelvedModel } from '../../flow/model-shelf.ts'
import { gapOf, shareOf } from '../../flow/refit-gate.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { amount, f1, percent, STATE_WORDS, shortfallWords } from './figures-words.ts'

/** Cards shown whole; older ones stand in the table alone. */
const CARDS_MAX = 5
const CHANGES_MAX = 3
/** Of a share: less is no change worth a word. */
const CHANGE_MIN = 0.005

/** Every model in one table, and the cards of the newest. */
export function Models(props: {
  models: readonly ShelvedModel[]
  byModel: ReadonlyMap<string, BlindAccuracy>
  names: DeskNames
}) {
  const { models, byModel, names } = props
  if (models.length === 0) return <p>Chưa có mô hình nào. Quản trị viên chạy lệnh tinbao train.</p>
  return (
    <>
      {/* Wider than a phone: whoever has no pointer scrolls it by keys. */}
      <section class="desk-scroll" tabindex={0} aria-label="Số liệu của từng mô hình">
        <table class="desk-table desk-models">
          <thead>
            <tr>
              <th scope="col">Mô hình</th>
              <th scope="col">F1</th>
              <th scope="col">F1 không dấu</th>
              <th scope="col">Cần gọi ngay</th>
              <th scope="col">Về công an</th>
              <th scope="col">Đúng với tin thật</th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <ModelRow model={model} blind={byModel.get(model.version)} />
            ))}
          </tbody>
        </table>
      </section>
      {models.slice(0, CARDS_MAX).map((model) => (
        <details class="desk-more">
          <summary>
            {model.version}, {STATE_WORDS[model.state]}
          </summary>
          <ModelCard model={model} names={names} />
        </details>
      ))}
    </>
  )
}

function ModelRow(props: { model: ShelvedModel; blind: BlindAccuracy | undefined }) {
  const { model, blind } = props
  const exam = model.card?.exam
  return (
    <tr>
      <th scope="row">
        {model.version}
        <span class="desk-aside desk-line">
          {formatExact(model.at)}, {STATE_WORDS[model.state]}
        </span>
      </th>
      <td>{exam ? f1(exam.macroF1) : 'chưa đo'}</td>
      <td>{exam ? f1(exam.macroF1Stripped) : 'chưa đo'}</td>
      <td>{exam ? percent(shareOf(exam.callNow)) : 'chưa đo'}</td>
      <td>{exam ? percent(shareOf(exam.police)) : 'chưa đo'}</td>
      <td>{blind ? `${amount(blind.agreed)} trong ${amount(blind.reviewed)}` : 'chưa có'}</td>
    </tr>
  )
}

/** What it learned from, what changed with it, why it was kept out, what it cannot do. */
function ModelCard(props: { model: ShelvedModel; names: DeskNames }) {
  const { card, head } = props.model
  const limits = card?.limits ?? head?.limits ?? []
  return (
    <>
      {card ? <Learned card={card} /> : head ? <p>Học từ {amount(head.examples)} bài viết sẵn.</p> : null}
      {card ? <Changes card={card} names={props.names} /> : null}
      {card && card.shortfalls.length > 0 ? (
        <>
          <p>Không được đưa vào dùng, vì:</p>
          <ul class="desk-items">
            {card.shortfalls.map((one) => (
              <li>{shortfallWords(one, props.names)}.</li>
            ))}
          </ul>
        </>
      ) : null}
      {limits.length === 0 ? null : (
        <>
          <p>Giới hạn, như ghi trong tệp:</p>
          <ul class="desk-items" lang="en">
            {limits.map((limit) => (
              <li>{limit}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Learned(props: { card: Card }) {
  const { examples, corrections } = props.card
  return (
    <p>
      Học từ {amount(examples.corpus)} bài viết sẵn và {amount(examples.tips)} tin do {amount(corrections.officers)} cán
      bộ sửa hoặc xác nhận. Không dùng: {amount(corrections.closed)} tin đã hết khóa, {amount(corrections.copies)} tin
      trùng lời, {amount(corrections.inCorpus)} tin trùng bài viết sẵn, {amount(corrections.overCap)} lần sửa vượt mức
      một cán bộ một ngày. Tin hạn chế không bao giờ được dùng.
    </p>
  )
}

/** Against the model that was in use when it was made, on the same texts in the same hour. */
function Changes(props: { card: Card; names: DeskNames }) {
  const { exam, comparedWith } = props.card
  if (comparedWith === null) return <p>Khi đó chưa có mô hình nào để so.</p>
  const before = comparedWith.exam
  const moves = exam.leaves
    .flatMap((leaf) => {
      const was = before.leaves.find(({ code }) => code === leaf.code)
      return was === undefined ? [] : [{ code: leaf.code, was: shareOf(was), is: shareOf(leaf) }]
    })
    .filter(({ was, is }) => Math.abs(is - was) >= CHANGE_MIN)
    .sort((a, b) => b.is - b.was - (a.is - a.was))
  const better = moves.filter(({ was, is }) => is > was).slice(0, CHANGES_MAX)
  const worse = moves.filter(({ was, is }) => is < was).slice(-CHANGES_MAX)
  const list = (some: typeof moves): string =>
    some.map(({ code, was, is }) => `${props.names.category(code)} ${percent(was)} → ${percent(is)}`).join('; ')
  return (
    <p>
      So với {comparedWith.version}: F1 {f1(before.macroF1)} → {f1(exam.macroF1)}, mất khi không dấu {f1(gapOf(before))}{' '}
      → {f1(gapOf(exam))}. {better.length === 0 ? '' : `Nhận đủ hơn: ${list(better)}. `}
      {worse.length === 0 ? '' : `Nhận ít hơn: ${list(worse)}.`}
      {moves.length === 0 ? 'Không loại việc nào đổi đáng kể.' : ''}
    </p>
  )
}
