import type { Hono } from 'hono'
import { answerPage, PublicLayout } from '../layout.tsx'
import { ABOUT } from '../parts/about-words.ts'
import { type Lang, localPath } from '../parts/lang.ts'
import { wordsOf } from '../parts/words.ts'
import type { Room } from '../room.ts'

/** What is protected and what is not, in the words of those who read it before they dare to write. */
export function addAboutPage(app: Hono, room: Room, lang: Lang): void {
  const frame = room.frames[lang]
  app.get(localPath(lang, '/an-toan'), (c) =>
    answerPage(
      c,
      <PublicLayout frame={frame} path="/an-toan" title={wordsOf(lang).nav.about}>
        <h1 class="title">{wordsOf(lang).nav.about}</h1>
        {ABOUT[lang].map(({ title, lines }) => (
          <section class="step prose">
            <h2>{title}</h2>
            <ul class="plain-list">
              {lines.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </section>
        ))}
        <p>
          <a class="button button-main" href={localPath(lang, '/')}>
            {wordsOf(lang).nav.report}
          </a>
        </p>
      </PublicLayout>,
    ),
  )
}
