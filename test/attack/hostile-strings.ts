import { type Dice, makeDice } from '../chaos/dice.ts'

/** What a script that ran would call; Chromium is told to hear it. */
const TRAP = '__trap(1)'

const TAGS = [
  `<script>${TRAP}</script>`,
  `"><script>${TRAP}</script>`,
  `'><svg onload=${TRAP}>`,
  `<img src=x onerror=${TRAP}>`,
  `<img src="x" onerror="${TRAP}" />`,
  `</textarea><script>${TRAP}</script>`,
  `</title><script>${TRAP}</script>`,
  `</script><script>${TRAP}</script>`,
  `--><script>${TRAP}</script><!--`,
  `<svg><animate onbegin=${TRAP} attributeName=x dur=1s>`,
  `<body onload=${TRAP}>`,
  `<details open ontoggle=${TRAP}>`,
  `<input autofocus onfocus=${TRAP}>`,
  `<iframe srcdoc="<script>parent.${TRAP}</script>"></iframe>`,
  `<iframe src="javascript:parent.${TRAP}"></iframe>`,
  `<object data="javascript:${TRAP}"></object>`,
  `<a href="javascript:${TRAP}" autofocus>x</a>`,
  `<form action="javascript:${TRAP}"><button autofocus>x</button></form>`,
  `<base href="//169.254.169.254/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${TRAP}">`,
  `<link rel=stylesheet href="http://127.0.0.1:9/x.css">`,
  `<style>@import 'http://127.0.0.1:9/y.css'; *{position:fixed;width:9999px}</style>`,
  `<math><mtext></mtext><script>${TRAP}</script></math>`,
  `<template><script>${TRAP}</script></template><noscript><p title="</noscript><img src=x onerror=${TRAP}>">`,
  `" onmouseover="${TRAP}" autofocus onfocus="${TRAP}" x="`,
  `' style='position:fixed;inset:0;width:5000px' onclick='${TRAP}`,
  `\` onerror=${TRAP} \``,
  `&lt;script&gt;${TRAP}&lt;/script&gt;`,
  `&#60;script&#62;${TRAP}&#60;/script&#62;`,
  `%3Cscript%3E${TRAP}%3C/script%3E`,
  `\\u003cscript\\u003e${TRAP}\\u003c/script\\u003e`,
  `<scr<script>ipt>${TRAP}</scr</script>ipt>`,
  `<ScRiPt\n>${TRAP}</sCrIpT\t>`,
  `<div style="width:99999px">x</div>`,
  `<marquee onstart=${TRAP}>`,
  `';${TRAP};//`,
  `";${TRAP};//`,
  `*/${TRAP}/*`,
] as const
const TEMPLATES = [
  '{{7*7}}',
  `{{constructor.constructor('${TRAP}')()}}`,
  `\${${TRAP}}`,
  '#{7*7}',
  '<%= 7*7 %>',
  '{% raw %}{{x}}{% endraw %}',
  '@(7*7)',
  '%{7*7}',
  `[[\${7*7}]]`,
  '*{7*7}',
  `\${jndi:ldap://127.0.0.1:9/x}`,
] as const
const SQL = [
  `' OR 1=1--`,
  `'; drop table tips; --`,
  `" or ""="`,
  `') union select null, null, null--`,
  `1; select pg_sleep(5)--`,
  `\\'; select 1; --`,
  `$$; delete from audit; $$`,
  `E'\\x41'`,
  `' and 1=cast((select version()) as int)--`,
  `%' or '1' like '1`,
] as const
const LINKS = [
  `javascript:${TRAP}`,
  `JaVaScRiPt:${TRAP}`,
  `java\tscript:${TRAP}`,
  ` javascript:${TRAP}`,
  `data:text/html,<script>${TRAP}</script>`,
  `data:text/html;base64,PHNjcmlwdD5fX3RyYXAoMSk8L3NjcmlwdD4=`,
  `vbscript:${TRAP}`,
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:5432/',
  'http://[::1]/',
  'http://localhost:6379/',
  'file:///etc/passwd',
  '//evil.example/x.js',
  'https://evil.example/<script>',
  'gopher://127.0.0.1:6379/_FLUSHALL',
] as const
const FORMULAS = [
  '=HYPERLINK("http://evil.example";"x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '=IMPORTXML("http://evil.example","//a")',
] as const
const PATHS = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd\u0000.jpg',
  '....//....//x',
  '%2e%2e%2f%2e%2e%2fx',
  'C:\\con\\con',
  'x.jpg.exe',
  '.htaccess',
  'a/../../b',
  '|ls',
  '; rm -rf .',
  '$(touch x)',
  '`touch x`',
] as const
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '{"__proto__":{"isAdmin":true}}',
  '[object Object]',
  '{"$gt":""}',
  'null',
  'undefined',
  'NaN',
  '-1e999',
  '[[[[[[[[[[[[[[[[[[[[',
  '","x":"',
] as const
const LINES = [
  'x\r\nSet-Cookie: a=b',
  'x\r\n\r\n<script>__trap(1)</script>',
  'x\nlevel=error msg=forged',
  'x%0d%0aLocation:%20//evil.example',
  'x\u2028y\u2029z',
  'x\u0085y',
  '\u001b[31mred\u001b[2J',
  '\b\b\b\b',
] as const
const SIGNS = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202egpj.exe',
  '\u2066\u202e\u2069x',
  '\u200b\u200c\u200d\ufeff',
  'C\u00adông\u200b an',
  'Соng аn', // Cyrillic letters that look like ours
  'ᏟᎪƝ Ᏼϴ',
  '\u3164\uffa0',
  '\ufdfd'.repeat(40),
  '𒐫'.repeat(30),
  '\u{e0041}\u{e007f}',
  '👩‍👩‍👧‍👦'.repeat(30),
  '🇻🇳'.repeat(50),
  'טקסט מימין לשמאל',
  'نص طويل من اليمين',
  'ก็็็็็็็็็็็็็็็็็็็็',
  'Z̤͔ͧ̑̓ä͖̭̈̇lͮ̒ͫǧ̗͚̚o̙̔ͮ̇͐̇',
] as const

/** Parts that are joined to longer ones, so that a thousand differ. */
const KINDS: readonly (readonly [string, ...string[]])[] = [
  TAGS,
  TEMPLATES,
  SQL,
  LINKS,
  FORMULAS,
  PATHS,
  KEYS,
  LINES,
  SIGNS,
]

/** `count` hostile strings, all different; the same seed, the same strings. Every known form first, then made ones. */
export function makeHostileStrings(seed: number, count: number): string[] {
  const dice = makeDice(seed)
  const known = KINDS.flatMap((kind) => [...kind])
  const strings = new Set(dice.shuffle(known).slice(0, count))
  while (strings.size < count) strings.add(make(dice))
  return [...strings]
}

function make(dice: Dice): string {
  const mark = (): string => dice.between(0, 0xffffff).toString(36)
  const part = (): string => dice.pick(dice.pick(KINDS as [(typeof KINDS)[number], ...typeof KINDS]))
  switch (dice.between(0, 9)) {
    case 0:
      return `${part()}${mark()}${part()}`
    case 1:
      return `a${'\u0301\u0323\u0302\u0309'.repeat(dice.between(20, 125))}${mark()}`
    case 2:
      return `${mark()}${'W'.repeat(dice.between(80, 900))}`
    case 3:
      return `${mark()}${dice.pick(['ộ', '_', '-', '/', '<', '&', '　', '𠮷', '\u202e'])}`.repeat(dice.between(20, 200))
    case 4:
      // Few, for they fill a field by themselves.
      return dice.happens(0.1) ? `${mark()}${'x'.repeat(4_096)}.jpg` : `${mark()}/${dice.pick(PATHS)}.jpg`
    case 5:
      return `${part()}\n${mark()}\n${part()}`
    case 6:
      return (
        Array.from({ length: dice.between(3, 40) }, () => String.fromCharCode(dice.between(0, 0xffff))).join('') +
        mark()
      )
    case 7:
      return `${dice.pick(['"', "'", '`', '>', '=', '\\'])}${part()}${mark()}`
    case 8:
      return `${mark()} ${part().toUpperCase()}`
    default:
      return `${part()} ${mark()}`
  }
}

/** A string that a page shows exactly as it was sent: what is searched for as proof that it was shown at all. */
export function isShownAsSent(text: string): boolean {
  return /^[\x21-\x7e]{5,80}$/.test(text)
}
