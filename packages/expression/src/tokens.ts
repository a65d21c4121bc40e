import { type Diagnostic, diagnose } from '@tangram/data-model'
import { expressionMessages } from './messages.ts'

/** A piece of formula text; `start` and `end` are offsets into it. */
export type Token = { start: number; end: number } & (
  | { kind: 'number'; text: string }
  | { kind: 'text'; value: string }
  /** A name, or part of one; `isQuoted`: written in braces, so never a word of the language. */
  | { kind: 'word'; text: string; isQuoted: boolean }
  | { kind: 'sign'; sign: string }
  | { kind: 'end' }
)

/** A diagnostic with the stretch of the formula it speaks of. */
export type FormulaDiagnostic = Diagnostic & {
  start: number
  end: number
  /** What to write from `start` to `end` instead. */
  suggestion?: string
}

export class FormulaProblem extends Error {
  readonly diagnostic: FormulaDiagnostic

  constructor(
    code: keyof typeof expressionMessages,
    at: { start: number; end: number },
    params: Parameters<typeof diagnose>[3] = {},
    suggestion?: string,
  ) {
    super(code)
    const diagnostic = { ...diagnose(expressionMessages, code, '', params), start: at.start, end: at.end }
    this.diagnostic = suggestion === undefined ? diagnostic : { ...diagnostic, suggestion }
  }
}

/** Signs as Chinese and spreadsheet writers type them, to the ones the grammar knows. Longer ones first. */
const signs: readonly (readonly [string, string])[] = [
  ['<>', '!='],
  ['!=', '!='],
  ['≠', '!='],
  ['<=', '<='],
  ['≤', '<='],
  ['>=', '>='],
  ['≥', '>='],
  ['＜＝', '<='],
  ['＞＝', '>='],
  ['==', '='],
  ['&&', 'and'],
  ['||', 'or'],
  ['＝', '='],
  ['＜', '<'],
  ['＞', '>'],
  ['＋', '+'],
  ['－', '-'],
  ['−', '-'],
  ['＊', '*'],
  ['×', '*'],
  ['／', '/'],
  ['÷', '/'],
  ['％', '%'],
  ['＆', '&'],
  ['！', '!'],
  ['（', '('],
  ['）', ')'],
  ['【', '['],
  ['】', ']'],
  ['，', ','],
  ['、', ','],
  ['；', ','],
  [';', ','],
  ...[...'=<>+-*/%&!()[],.'].map((sign): [string, string] => [sign, sign]),
]

/** Which quote ends what a quote began. */
const quotes: { readonly [open: string]: string } = { '"': '"', "'": "'", '“': '”', '”': '”', '‘': '’', '’': '’', '＂': '＂' }

/** @throws FormulaProblem for a text without end or a character that means nothing */
export function tokensOf(text: string): Token[] {
  return scanned(text, (problem) => {
    throw problem
  })
}

/** The tokens of a formula that is still being written: what has no end yet ends with the text, what means nothing is left out. */
export function looseTokensOf(text: string): Token[] {
  return scanned(text, ({ diagnostic: { code, start, end } }) => {
    if (code !== 'formula.unclosed') return undefined
    const rest = text.slice(start + 1)
    return text[start] === '{' ? { kind: 'word', text: rest, isQuoted: true, start, end } : { kind: 'text', value: rest, start, end }
  })
}

/** @param recover what stands for a problem; undefined: the character is left out */
function scanned(text: string, recover: (problem: FormulaProblem) => Token | undefined): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const blank = /^[\s\u3000]+/.exec(rest)
    if (blank) {
      at += blank[0].length
      continue
    }
    const token = tokenAt(text, rest, at)
    const found = token instanceof FormulaProblem ? recover(token) : token
    if (found) tokens.push(found)
    at = found ? found.end : at + 1
  }
  return [...tokens, { kind: 'end', start: text.length, end: text.length }]
}

function tokenAt(text: string, rest: string, at: number): Token | FormulaProblem {
  return quoted(text, at) ?? number(rest, at) ?? braced(text, at) ?? word(rest, at) ?? sign(rest, at) ?? meaningless(text, at)
}

function meaningless(text: string, at: number): FormulaProblem {
  const found = `“${String.fromCodePoint(text.codePointAt(at) ?? 0)}”`
  return new FormulaProblem('formula.unexpected', { start: at, end: at + 1 }, { found, expected: { en: 'a value', 'zh-CN': '值' } })
}

/** A quote within a text is written twice. */
function quoted(text: string, start: number): Token | FormulaProblem | undefined {
  const open = text[start] ?? ''
  const close = Object.hasOwn(quotes, open) ? quotes[open] : undefined
  if (close === undefined) return undefined
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== close) value += text[at]
    else if (text[at + 1] === close) value += text[at++]
    else return { kind: 'text', value, start, end: at + 1 }
  }
  return new FormulaProblem('formula.unclosed', { start, end: text.length }, { found: open, expected: close })
}

function number(rest: string, start: number): Token | undefined {
  const found = /^(\d+(\.\d+)?|\.\d+)/.exec(rest)
  // 2026年 is a name that begins with digits only to the eye: names begin with a letter.
  return found ? { kind: 'number', text: found[0], start, end: start + found[0].length } : undefined
}

function braced(text: string, start: number): Token | FormulaProblem | undefined {
  if (text[start] !== '{') return undefined
  const close = text.indexOf('}', start)
  if (close < 0) return new FormulaProblem('formula.unclosed', { start, end: text.length }, { found: '{', expected: '}' })
  return { kind: 'word', text: text.slice(start + 1, close), isQuoted: true, start, end: close + 1 }
}

function word(rest: string, start: number): Token | undefined {
  const found = barePattern.exec(rest)
  return found ? { kind: 'word', text: found[0], isQuoted: false, start, end: start + found[0].length } : undefined
}

const barePattern = /^[\p{L}_$][\p{L}\p{M}\p{N}_]*/u

/** Whether a name may stand without braces. */
export function isBareWord(text: string): boolean {
  return barePattern.exec(text)?.[0] === text
}

function sign(rest: string, start: number): Token | undefined {
  const found = signs.find(([written]) => rest.startsWith(written))
  return found ? { kind: 'sign', sign: found[1], start, end: start + found[0].length } : undefined
}
