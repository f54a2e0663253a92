import { table } from '../markdown-table.ts'
import type { PlaceEvaluation } from './evaluate-places.ts'
import { type Goal, listFurther, listGoals, writeInterval, writeShare } from './goals.ts'

/** The evaluation as Markdown: what was asked, what else should be known, and each form by itself. */
export function writePlaces(figures: PlaceEvaluation): string {
  return [
    '# Where it happened: evaluation of the place resolver',
    '',
    figures.set.isFrozen
      ? `On the frozen set ${figures.set.name}, which nobody saw who worked on the resolver.`
      : `On ${figures.set.name}, which is not the frozen set: these figures promise nothing.`,
    `Release ${figures.release}; ${figures.texts} messages with the place where it happened. All are synthetic, written by language`,
    'models that looked every place up in the release: accuracy on real tips is unknown until officers have reviewed some.',
    figures.model === null
      ? 'Complaints about police are recognised by rules alone: there is no model yet (npx tinbao train).'
      : `Complaints about police are recognised by rules and the model ${figures.model}.`,
    '',
    '## What was asked',
    '',
    ...table(
      ['figure', 'wanted', 'measured', '95 % interval', 'reached', 'definition'],
      listGoals(figures).map((goal) => [goal.name, goal.wanted, ...measuredOf(goal), reachedOf(goal), goal.definition]),
    ),
    '## What else should be known',
    '',
    ...table(
      ['figure', 'measured', '95 % interval', 'definition'],
      listFurther(figures).map((goal) => [goal.name, ...measuredOf(goal), goal.definition]),
    ),
    ...writeForms('Each form, as sent', figures.forms),
    ...writeForms('Each form, without diacritics', figures.formsStripped),
  ].join('\n')
}

function writeForms(title: string, forms: PlaceEvaluation['forms']): string[] {
  return [
    `## ${title}`,
    '',
    'Right first and among the candidates: over the messages of the form that leave no doubt; wrong routed: over all of it.',
    '',
    ...table(
      ['form', 'messages', 'right first', '95 % interval', 'among the candidates', 'wrong routed'],
      forms.map(({ form, texts, rightFirst, rightAmong, wrongRouted }) => [
        form,
        String(texts),
        rightFirst.of === 0 ? '' : writeShare(rightFirst),
        writeInterval(rightFirst),
        rightAmong.of === 0 ? '' : writeShare(rightAmong),
        writeShare(wrongRouted),
      ]),
    ),
  ]
}

function measuredOf({ measured, interval }: Goal): [string, string] {
  return [measured, interval]
}

function reachedOf({ isReached }: Goal): string {
  return isReached === null ? '' : isReached ? 'yes' : 'NO'
}
