import type { Hono } from 'hono'
import { endChatSession } from '../chat-session.ts'
import { readForm } from '../form-body.ts'
import { answerPage, PageBase, PublicLayout } from '../layout.tsx'
import { ClearForm } from '../parts/clear-form.tsx'
import { type Lang, localPath } from '../parts/lang.ts'
import { OWN_DATA } from '../parts/own-data-words.ts'
import type { Room } from '../room.ts'

/**
 * What is told to whoever asks for data about themselves: the same words for all, for nothing is looked up and nothing
 * kept (security reference, invariant 25). And the way to take one's own traces off a device.
 */
export function addOwnDataPages(app: Hono, room: Room, lang: Lang): void {
  const frame = room.frames[lang]
  const say = OWN_DATA[lang]

  app.get(localPath(lang, '/yeu-cau-du-lieu'), (c) =>
    answerPage(
      c,
      <PublicLayout frame={frame} path="/yeu-cau-du-lieu" title={say.title}>
        <h1 class="title">{say.title}</h1>
        {say.sections.map(({ title, lines }) => (
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
          <a class="button" href={localPath(lang, '/bien-nhan')}>
            {say.seeThread}
          </a>
        </p>
        <ClearForm lang={lang} token={room.tokens.issue('clear')} />
      </PublicLayout>,
    ),
  )

  app.post(localPath(lang, '/xoa-dau-vet'), async (c) => {
    const form = await readForm(c, room.tokens, 'clear')
    // A form that has grown old clears as well: there is nothing to protect here.
    if (!form.ok) return room.errors.answer(c, 403)
    endChatSession(c, room.isSecure)
    c.header('clear-site-data', '"cache", "cookies", "storage"')
    // Not a redirect: the policy lets no form lead to another site. A refresh at once takes this page's place in the history.
    c.header('refresh', `0; url=${frame.exitHref}`)
    return answerPage(
      c,
      <PageBase lang={lang} title={say.clear.done} room="public" bodyClass="public">
        <main class="column">
          <p>
            <a class="button" href={frame.exitHref} rel="noreferrer nofollow">
              {say.clear.leave}
            </a>
          </p>
        </main>
      </PageBase>,
    )
  })
}
