import type { Frame } from '../layout.tsx'
import { type ReportFields, WHEN_CHOICES } from '../report-fields.ts'
import type { Task } from '../work.ts'
import { errorOf, type FormError } from './error-summary.tsx'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import { localPath } from './lang.ts'
import { MapPick } from './map-pick.tsx'
import { wordsOf } from './words.ts'
import type { Words } from './words-vi.ts'

/** What the page computes before the form is taken; `isSentAfter`: then it sends itself. */
export interface FormWork extends Task {
  isSentAfter: boolean
}

/** The whole form, filled with what was typed; only the first question must be answered. */
export function ReportForm(props: {
  frame: Frame
  fields: ReportFields
  errors: FormError[]
  token: string
  work?: FormWork | undefined
  /** Where the borders lie that a place can be picked by; null while there are none. */
  groundHref: string | null
}) {
  const { fields, errors } = props
  const { lang, unitName } = props.frame
  const words = wordsOf(lang)
  const say = words.report
  return (
    <form method="post" action={localPath(lang, '/')} novalidate autocomplete="off" data-keep>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      {fields.unit === '' ? null : <input type="hidden" name="unit" value={fields.unit} />}
      <h1 class="title">{say.title}</h1>
      <p class="lead">
        {say.to(unitName)} <strong>{say.anonymous}</strong>
      </p>
      <Field
        words={words}
        name="what"
        label={say.what}
        hint={say.whatHint}
        value={fields.what}
        error={errorOf(errors, 'what')}
        rows={6}
        isRequired
        isLarge
      />

      <section class="step" aria-labelledby="biet-them">
        <h2 id="biet-them">{say.more}</h2>
        <p class="hint">{say.moreHint}</p>
        <Field
          words={words}
          name="where"
          label={say.where}
          hint={say.whereHint}
          value={fields.where}
          error={errorOf(errors, 'where')}
          rows={2}
        >
          <Locate words={words} fields={fields} groundHref={props.groundHref} />
        </Field>
        <WhenFields words={words} fields={fields} errors={errors} />
        <Field
          words={words}
          name="people"
          label={say.people}
          hint={say.peopleHint}
          value={fields.people}
          error={errorOf(errors, 'people')}
          rows={3}
        />
        <ContactFields words={words} fields={fields} errors={errors} />
      </section>

      <section class="step send">
        {say.before(unitName).map((sentence) => (
          <p>{sentence}</p>
        ))}
        {props.work ? <WorkFields words={words} work={props.work} /> : null}
        <button class="button button-main button-wide" type="submit">
          <Icon name="send" />
          {say.submit}
        </button>
      </section>
    </form>
  )
}

/** Filled and told by work.js; without it the answer stays empty, and waiting takes its place. */
function WorkFields({ words, work }: { words: Words; work: FormWork }) {
  return (
    <>
      <input type="hidden" name="task" value={work.task} autocomplete="off" />
      <input type="hidden" name="answer" value="" autocomplete="off" />
      <p
        role="status"
        data-bits={work.bits}
        data-iterations={work.iterations}
        data-send={work.isSentAfter ? 'yes' : 'no'}
        data-work={words.report.work}
        data-done={words.report.workDone}
        hidden
      />
    </>
  )
}

/** Shown by locate.js alone: without it there is no way to ask the device, or to draw a map. */
function Locate(props: { words: Words; fields: ReportFields; groundHref: string | null }) {
  const { words, fields } = props
  const say = words.report
  return (
    <>
      <div class="locate" data-locate data-locating={say.locating} data-failed={say.locateFailed} hidden>
        <input type="hidden" name="lat" value={fields.lat} autocomplete="off" />
        <input type="hidden" name="lon" value={fields.lon} autocomplete="off" />
        <button class="button" type="button" data-locate-ask>
          <Icon name="map-pin" />
          {say.locate}
        </button>
        {props.groundHref === null ? null : (
          <button class="button" type="button" data-locate-pick>
            <Icon name="map" />
            {say.pick.open}
          </button>
        )}
        <button class="button" type="button" data-locate-drop hidden>
          <Icon name="x" />
          {say.unlocate}
        </button>
        <p
          class="locate-note"
          role="status"
          data-located={say.located}
          data-picked={say.pick.done}
          data-named={say.pick.named}
          data-unpicked={say.pick.failed}
        />
      </div>
      {props.groundHref === null ? null : <MapPick words={words} groundHref={props.groundHref} />}
    </>
  )
}

function WhenFields(props: { words: Words; fields: ReportFields; errors: FormError[] }) {
  const { words, fields } = props
  const say = words.report
  return (
    <fieldset class="field">
      <legend class="label">{say.when}</legend>
      <div class="choices">
        {WHEN_CHOICES.map((choice) => (
          <label class="choice">
            <input type="radio" name="when" value={choice} checked={fields.when === choice} />
            <span>{say.whenChoices[choice]}</span>
          </label>
        ))}
      </div>
      <Field
        words={words}
        name="when-text"
        label={say.whenText}
        hint={say.whenHint}
        value={fields['when-text']}
        error={errorOf(props.errors, 'when-text')}
      />
    </fieldset>
  )
}

function ContactFields(props: { words: Words; fields: ReportFields; errors: FormError[] }) {
  const { words, fields, errors } = props
  const say = words.report
  const isFilled = fields.name !== '' || fields.phone !== ''
  return (
    <details class="more" open={isFilled}>
      <summary>
        <Icon name="chevron-right" />
        <span>
          {say.contact} <span class="aside">({words.optional})</span>
        </span>
      </summary>
      <div class="more-inside">
        <ul class="reasons">
          {say.contactWhy.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        <Field words={words} name="name" label={say.name} value={fields.name} error={errorOf(errors, 'name')} />
        <Field
          words={words}
          name="phone"
          label={say.phone}
          value={fields.phone}
          error={errorOf(errors, 'phone')}
          inputMode="tel"
        />
      </div>
    </details>
  )
}
