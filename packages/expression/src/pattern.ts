/**
 * Regular expressions of the regular kind, matched in time proportional to pattern times text: letters, `.`, `[a-z]`, `[^0-9]`, `\d`,
 * `\w`, `\s` and their opposites, groups, `|`, `*`, `+`, `?`, `{2,5}`, `^` and `$`. By code point; no references back, no looking around.
 *
 *     patternOf('^TS-\\d{4}$')?.('TS-0042') // true
 *
 * @returns a test whether a part of the text is of that form; undefined for what is no such pattern
 */
export function patternOf(source: string): Matcher | undefined {
  if (source.length > 200) return undefined
  if (!known.has(source)) {
    if (known.size >= mostKnown) known.clear()
    known.set(source, matcherOf(source))
  }
  return known.get(source)
}

type Matcher = (text: string) => boolean

/** Patterns are written out in formulas, which run again and again. */
const known = new Map<string, Matcher | undefined>()
const mostKnown = 200

function matcherOf(source: string): Matcher | undefined {
  try {
    const program: Step[] = []
    const reader = new Reader([...source])
    const whole = reader.either()
    if (!reader.isDone) return undefined
    emit(whole, program)
    program.push({ does: 'accept' })
    return (text) => isFound(program, [...text])
  } catch (error) {
    if (error instanceof NoPattern) return undefined
    throw error
  }
}

class NoPattern extends Error {}

type Test = (character: string) => boolean
type Part =
  | { part: 'one'; test: Test }
  | { part: 'edge'; at: 'start' | 'end' }
  | { part: 'all'; parts: Part[] }
  | { part: 'either'; parts: Part[] }
  | { part: 'times'; of: Part; least: number; most: number }
type Step =
  | { does: 'read'; test: Test }
  | { does: 'edge'; at: 'start' | 'end' }
  | { does: 'fork'; to: [number, number] }
  | { does: 'go'; to: number }
  | { does: 'accept' }

const mostSteps = 2_000
const mostTimes = 100

const isDigit: Test = (c) => c >= '0' && c <= '9'
const isSpace: Test = (c) => ' \t\n\r\f\v'.includes(c)
const isWord: Test = (c) => isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_'
const classes: { readonly [letter: string]: Test } = { d: isDigit, s: isSpace, w: isWord }
const controls: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' }

class Reader {
  readonly characters: readonly string[]
  at = 0
  depth = 0

  constructor(characters: readonly string[]) {
    this.characters = characters
  }

  get isDone(): boolean {
    return this.at >= this.characters.length
  }

  get next(): string | undefined {
    return this.characters[this.at]
  }

  takes(character: string): boolean {
    if (this.next !== character) return false
    this.at += 1
    return true
  }

  take(): string {
    const character = this.next
    if (character === undefined) throw new NoPattern()
    this.at += 1
    return character
  }

  either(): Part {
    const parts = [this.all()]
    while (this.takes('|')) parts.push(this.all())
    return { part: 'either', parts }
  }

  all(): Part {
    const parts: Part[] = []
    while (!this.isDone && this.next !== '|' && this.next !== ')') parts.push(this.repeated())
    return { part: 'all', parts }
  }

  repeated(): Part {
    const of = this.single()
    if (this.takes('*')) return { part: 'times', of, least: 0, most: Number.POSITIVE_INFINITY }
    if (this.takes('+')) return { part: 'times', of, least: 1, most: Number.POSITIVE_INFINITY }
    if (this.takes('?')) return { part: 'times', of, least: 0, most: 1 }
    if (!this.takes('{')) return of
    let bounds = ''
    while (!this.takes('}')) bounds += this.take()
    const [, low = '', comma] = /^(\d{1,3})(,\d{0,3})?$/.exec(bounds) ?? []
    const least = Number(low)
    const most = comma === undefined ? least : comma === ',' ? Number.POSITIVE_INFINITY : Number(comma.slice(1))
    if (low === '' || least > mostTimes || (Number.isFinite(most) && (most > mostTimes || most < least))) throw new NoPattern()
    return { part: 'times', of, least, most }
  }

  single(): Part {
    const character = this.take()
    switch (character) {
      case '(': {
        this.depth += 1
        if (this.depth > 20) throw new NoPattern()
        if (this.takes('?') && !this.takes(':')) throw new NoPattern()
        const inner = this.either()
        if (!this.takes(')')) throw new NoPattern()
        this.depth -= 1
        return inner
      }
      case '[':
        return { part: 'one', test: this.oneOf() }
      case '.':
        return { part: 'one', test: (c) => c !== '\n' }
      case '^':
        return { part: 'edge', at: 'start' }
      case '$':
        return { part: 'edge', at: 'end' }
      case '\\':
        return { part: 'one', test: this.escaped() }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
      case ')':
        throw new NoPattern()
      default:
        return { part: 'one', test: (c) => c === character }
    }
  }

  escaped(): Test {
    const letter = this.take()
    const of = classes[letter]
    if (of) return of
    const opposite = letter === letter.toUpperCase() ? classes[letter.toLowerCase()] : undefined
    if (opposite) return (c) => !opposite(c)
    const control = controls[letter]
    if (control === undefined && isWord(letter)) throw new NoPattern()
    return (c) => c === (control ?? letter)
  }

  oneOf(): Test {
    const isNot = this.takes('^')
    const tests: Test[] = []
    while (!this.takes(']')) {
      const low = this.take()
      if (low === '\\') tests.push(this.escaped())
      else if (this.next === '-' && this.characters[this.at + 1] !== ']') {
        this.at += 1
        const [from, to] = [code(low), code(this.take())]
        if (to < from) throw new NoPattern()
        tests.push((c) => code(c) >= from && code(c) <= to)
      } else tests.push((c) => c === low)
    }
    if (tests.length === 0) throw new NoPattern()
    return (c) => tests.some((test) => test(c)) !== isNot
  }
}

function code(character: string): number {
  return character.codePointAt(0) ?? 0
}

function emit(part: Part, program: Step[]): void {
  if (program.length > mostSteps) throw new NoPattern()
  switch (part.part) {
    case 'one':
      program.push({ does: 'read', test: part.test })
      return
    case 'edge':
      program.push({ does: 'edge', at: part.at })
      return
    case 'all':
      for (const each of part.parts) emit(each, program)
      return
    case 'either': {
      const ends: { does: 'go'; to: number }[] = []
      part.parts.forEach((each, index) => {
        const isLast = index === part.parts.length - 1
        const fork: Step & { does: 'fork' } = { does: 'fork', to: [program.length + 1, 0] }
        if (!isLast) program.push(fork)
        emit(each, program)
        if (isLast) return
        const end = { does: 'go' as const, to: 0 }
        ends.push(end)
        program.push(end)
        fork.to[1] = program.length
      })
      for (const end of ends) end.to = program.length
      return
    }
    case 'times': {
      for (let count = 0; count < part.least; count++) emit(part.of, program)
      if (part.most === Number.POSITIVE_INFINITY) {
        const start = program.length
        const fork: Step & { does: 'fork' } = { does: 'fork', to: [start + 1, 0] }
        program.push(fork)
        emit(part.of, program)
        program.push({ does: 'go', to: start })
        fork.to[1] = program.length
        return
      }
      const forks: (Step & { does: 'fork' })[] = []
      for (let count = part.least; count < part.most; count++) {
        const fork: Step & { does: 'fork' } = { does: 'fork', to: [program.length + 1, 0] }
        forks.push(fork)
        program.push(fork)
        emit(part.of, program)
      }
      for (const fork of forks) fork.to[1] = program.length
    }
  }
}

/** All ways at once, step by step: no pattern makes it go back. */
function isFound(program: readonly Step[], text: readonly string[]): boolean {
  let ways = new Set<number>()
  for (let at = 0; at <= text.length; at++) {
    const reached = new Set<number>()
    const open = [...ways, 0]
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (reached.has(step)) continue
      reached.add(step)
      const does = program[step]
      if (does?.does === 'accept') return true
      if (does?.does === 'go') open.push(does.to)
      if (does?.does === 'fork') open.push(...does.to)
      if (does?.does === 'edge' && at === (does.at === 'start' ? 0 : text.length)) open.push(step + 1)
    }
    ways = new Set()
    for (const step of reached) {
      const does = program[step]
      if (does?.does === 'read' && at < text.length && does.test(text[at] ?? '')) ways.add(step + 1)
    }
  }
  return false
}
