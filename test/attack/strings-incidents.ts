import { attackForms } from './strings-forms.ts'
import { readerAs, type StringsRun, stageOf } from './strings-run.ts'

const INCIDENT = 'POST /ban-truc/vu-viec'
/** Each shows the talks of all its voices: more would take the time of the rest. */
const SEEN_MAX = 20

/** Every page of an incident that an officer of the first unit is led to, and the codes that are typed there. */
export async function attackIncidents(run: StringsRun): Promise<void> {
  const incidents = await run.ground.query<{ id: string }>(
    `select distinct i.id from incidents i
       join incident_members m on m.incident_id = i.id
       join tips t on t.id = i.root_tip_id
      where t.unit_code = '26743' and t.closed_at is null and not t.restricted order by i.id limit ${SEEN_MAX}`,
  )
  const [first] = incidents
  if (first === undefined) {
    run.looking.findings.add('no tips of the run are one incident')
    return
  }
  const officer = await readerAs(run, 'benthanh')
  for (const { id } of incidents) await officer.open(`/ban-truc/vu-viec/${id}`)
  const open = () => officer.open(`/ban-truc/vu-viec/${first.id}`)
  await attackForms(stageOf(run, officer, open), { done: run.done, only: [`${INCIDENT}/nhap`, `${INCIDENT}/chuyen`] })
}
