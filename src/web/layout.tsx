import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { assetHref } from './assets.ts'
import { EmergencyBar } from './parts/emergency-bar.tsx'
import { Icon } from './parts/icon.tsx'
import { type Lang, localPath } from './parts/lang.ts'
import { wordsOf } from './parts/words.ts'

/** What every public page needs for its frame. */
export interface Frame {
  lang: Lang
  unitName: string
  exitHref: string
}

/** Answers with a page made of {@link PageBase}. Pages hold no asynchronous parts. */
export function answerPage(c: Context, page: Child, status: ContentfulStatusCode = 200) {
  return c.html(renderPage(page), status)
}

/** The page as a string, for those that must be at hand when nothing else is. */
export function renderPage(page: Child): string {
  return `<!doctype html>${page}`
}

/**
 * The bare page of both rooms: `room` names its stylesheet (`public.css`, `desk.css`; tokens and base are inside),
 * `scripts` files of `static/`. `theme` overrides the system's light or dark. Give it exactly one `main`.
 */
export function PageBase(props: {
  lang: Lang
  title: string
  room: 'public' | 'desk'
  theme?: 'light' | 'dark'
  scripts?: readonly string[]
  /** Stylesheets besides that of the room. */
  styles?: readonly string[]
  bodyClass?: string
  children: Child
}) {
  return (
    <html lang={props.lang} data-theme={props.theme}>
      <head>
        <meta charset="utf-8" />
        <title>{props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        {/* Numbers in strangers' text must not become links on their own. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <link rel="icon" href={assetHref('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetHref(`${props.room}.css`)} />
        {(props.styles ?? []).map((name) => (
          <link rel="stylesheet" href={assetHref(name)} />
        ))}
        {(props.scripts ?? []).map((name) => (
          <script type="module" src={assetHref(name)} />
        ))}
      </head>
      <body class={props.bodyClass}>{props.children}</body>
    </html>
  )
}

const NAVIGATION = [
  ['report', '/'],
  ['receipt', '/bien-nhan'],
  ['chat', '/chat'],
  ['about', '/an-toan'],
  ['data', '/yeu-cau-du-lieu'],
] as const

/**
 * The public frame: skip link, name and quick exit, emergency numbers, the page, the other pages. `path` is the page's
 * Vietnamese path. `isCompact` shrinks the numbers and drops the foot, for the chat.
 */
export function PublicLayout(props: {
  frame: Frame
  path: string
  title: string
  scripts?: readonly string[]
  isCompact?: boolean
  children: Child
}) {
  const { lang, unitName, exitHref } = props.frame
  const words = wordsOf(lang)
  const otherLang = lang === 'vi' ? 'en' : 'vi'
  return (
    <PageBase
      lang={lang}
      title={`${props.title} · ${words.brand}`}
      room="public"
      scripts={['public.js', ...(props.scripts ?? [])]}
      bodyClass={props.isCompact ? 'public public-compact' : 'public'}
    >
      <a class="skip-link" href="#noi-dung">
        {words.skip}
      </a>
      <header class="masthead">
        <div class="column masthead-row">
          <a class="brand" href={localPath(lang, '/')}>
            <strong>{words.brand}</strong>
            <span class="brand-unit">{unitName}</span>
          </a>
          <a
            class="language"
            href={localPath(otherLang, props.path)}
            lang={otherLang}
            hreflang={otherLang}
            aria-label={words.otherLanguageLabel}
          >
            {words.otherLanguage}
          </a>
          <a class="button quick-exit" href={exitHref} rel="noreferrer nofollow" data-quick-exit>
            <Icon name="x" />
            {words.exit}
          </a>
        </div>
      </header>
      <EmergencyBar words={words} isCompact={props.isCompact ?? false} />
      <main class="column" id="noi-dung" tabindex={-1}>
        {props.children}
      </main>
      {props.isCompact ? null : (
        <footer class="foot no-print">
          <div class="column">
            <nav aria-label={words.navigation}>
              <ul class="foot-links">
                {NAVIGATION.map(([name, path]) => (
                  <li>
                    <a href={localPath(lang, path)} aria-current={path === props.path ? 'page' : undefined}>
                      {words.nav[name]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <p class="foot-note">{words.limits}</p>
            <p class="foot-note exit-hint">{words.exitHint}</p>
          </div>
        </footer>
      )}
    </PageBase>
  )
}
