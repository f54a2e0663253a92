import type { SlipLine } from '../../flow/slips.ts'
import { DESK_PATH } from '../desk-address.ts'
import { formatDuration } from './desk-time.ts'
import { Icon } from './icon.tsx'
import { SLIP_STATE_WORDS } from './slip-words.ts'

/** Over the list: slips that should have been handed over by now. */
export function OverdueSlips(props: { slips: readonly SlipLine[]; now: Date }) {
  const { slips, now } = props
  if (slips.length === 0) return null
  return (
    <section class="desk-slips-late" aria-label="Phiếu chuyển quá hạn">
      {slips.map(({ tipId, code, name, dueAt }) => (
        <p class="desk-warning">
          <Icon name="triangle-alert" />
          <span>
            <a href={`${DESK_PATH}/tin/${tipId}/phieu`}>Phiếu chuyển {name}</a>, tin {code ?? 'chưa có mã'}: quá hạn
            giao {formatDuration(now.getTime() - dueAt.getTime())}.
          </span>
        </p>
      ))}
    </section>
  )
}

/** On the tip: what leaves on paper, and until when. */
export function TipSlips(props: { tipId: string; slips: readonly SlipLine[]; now: Date }) {
  const { tipId, slips, now } = props
  return (
    <div>
      <dt>Cơ quan ngoài công an</dt>
      <dd>
        {slips.map(({ name, state, dueAt }) => {
          const isLate = (state === 'proposed' || state === 'confirmed') && dueAt < now
          return (
            <span class="desk-line">
              {name}: {SLIP_STATE_WORDS[state]}
              {isLate ? (
                <>
                  , <strong class="desk-late">quá hạn giao {formatDuration(now.getTime() - dueAt.getTime())}</strong>
                </>
              ) : null}
              .
            </span>
          )
        })}
        <a class="no-print" href={`${DESK_PATH}/tin/${tipId}/phieu`}>
          Phiếu chuyển nguồn tin
        </a>
      </dd>
    </div>
  )
}
