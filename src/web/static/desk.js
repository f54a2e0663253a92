// The desk with JavaScript. Each part finds what it works on in the page, or does nothing; without it, pages reload.

import { watchActs } from './desk-acts.js'
import { watchCover } from './desk-cover.js'
import { watchKeys } from './desk-keys.js'
import { watchInbox } from './desk-live.js'

watchActs()
watchCover()
watchKeys()
watchInbox()
