import type { IncidentRefusal } from '../../flow/incident-acts.ts'
import { CardError, DeskCard } from './desk-card.tsx'
import { incidentRefusalWords } from './incident-words.ts'

/** An act on an incident that was not done, why, and the way back. */
export function IncidentRefused(props: { reason: IncidentRefusal | 'unknown-code'; href: string }) {
  return (
    <DeskCard title="Chưa thực hiện được">
      <CardError text={incidentRefusalWords(props.reason)} />
      <p>
        <a href={props.href}>Trở lại</a>
      </p>
    </DeskCard>
  )
}
