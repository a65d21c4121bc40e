import { type BenchResult, median } from '../result.ts'
import { type Browsing, browse, type Opened } from './browser.ts'
import { compareValidation } from './validation.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const contestants = ['ours', 'bare', 'hookForm', 'formily', 'surveyjs'] as const
const rules = 500
/** Rows of the sub-form of each contestant: SurveyJS is asked for what it can bear. */
const rowCounts: { [contestant: string]: readonly number[] } = { ours: [500, 10_000], surveyjs: [500] }
/** Letters and as many steps back: every sixth key leaves the field empty, which it must not be. */
const keys = Array.from({ length: 60 }, (_, index) => (index % 6 < 3 ? 'a' : 'Backspace'))

/**
 * The form in Chromium beside bare inputs, react-hook-form, Formily and SurveyJS: the same fields and checks, every contestant in a
 * page of its own, in turns, medians of the rounds. Then the server's check of a record beside ajv alone.
 */
export async function bench(): Promise<BenchResult> {
  const times = new Map<string, number[]>()
  const megabytes = new Map<string, number[]>()
  const note = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms])
  const browsing = await browse()
  const rendered = await (async () => {
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
          await measurePage(browsing, contestant, note)
          await measureRows(browsing, contestant, note, (name, mb) => megabytes.set(name, [...(megabytes.get(name) ?? []), mb]))
        }
        console.log(`› round ${round + 1} of ${rounds}`)
      }
      return await countRenders(browsing)
    } finally {
      await browsing.close()
    }
  })()

  const figures: BenchResult['figures'] = { fields: 1_000, rules, rounds, rendersPerKey: rendered.times }
  for (const [name, values] of times) figures[`${name}Ms`] = round(median(values))
  for (const [name, values] of megabytes) figures[`${name}Mb`] = round(median(values))
  const of = (name: string) => median(times.get(name) ?? [])
  const validation = compareValidation()
  Object.assign(figures, validation.figures)
  figures.subform10kMs = figures.oursRows10000CellMs ?? Number.NaN
  figures.cascade500Ms = figures.oursCascadeMs ?? Number.NaN
  return {
    ratios: {
      firstRenderVsBare: round(of('oursFirstRender') / of('bareFirstRender')),
      keyVsBare: round(of('oursKey') / of('bareKey')),
      fieldsRenderedPerKey: rendered.fields,
      key2000Vs250: round(of('oursKey2000') / of('oursKey250')),
      validateVsAjv: validation.ratio,
    },
    figures,
  }
}

async function measurePage(browsing: Browsing, contestant: string, note: (name: string, ms: number) => void): Promise<void> {
  const opened = await browsing.open(contestant)
  note(`${contestant}FirstRender`, await opened.ask((bench) => bench.firstRender(1_000)))
  note(`${contestant}Key`, await keyMs(opened))
  const cascades: number[] = []
  for (let time = 0; time < 20; time += 1) {
    const ms = await opened.ask((bench) => bench.cascadeMs(500))
    if (ms !== null) cascades.push(ms)
  }
  if (cascades.length > 0) note(`${contestant}Cascade`, lowerQuartile(cascades))
  await opened.close()
  if (contestant !== 'ours' && contestant !== 'bare') return
  const few = await browsing.open(contestant)
  await few.ask((bench) => bench.firstRender(250))
  note(`${contestant}Key250`, await keyMs(few))
  await few.close()
  const many = await browsing.open(contestant)
  await many.ask((bench) => bench.firstRender(2_000))
  note(`${contestant}Key2000`, await keyMs(many))
  await many.close()
}

type Note = (name: string, value: number) => void

/** Sub-forms, each in a page of its own. */
async function measureRows(browsing: Browsing, contestant: string, note: Note, noteMb: Note): Promise<void> {
  for (const count of rowCounts[contestant] ?? []) {
    const opened = await browsing.open(contestant)
    const found = await opened.ask(count === 500 ? (bench) => bench.rows(500) : (bench) => bench.rows(10_000))
    await opened.close()
    if (!found) throw new Error(`${contestant} has no sub-form`)
    note(`${contestant}Rows${count}Open`, found.openMs)
    note(`${contestant}Rows${count}Cell`, found.cellMs)
    noteMb(`${contestant}Rows${count}`, found.mb)
  }
}

/** One key in the form: the lower quartile of many, because whatever else runs on the machine can only add. */
async function keyMs({ page, ask }: Opened): Promise<number> {
  await ask((bench) => bench.focus('field_100'))
  const times: number[] = []
  for (const key of keys) {
    await page.keyboard.press(key)
    times.push(await ask((bench) => bench.keyMs()))
  }
  return lowerQuartile(times)
}

const lowerQuartile = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? Number.NaN

/** How many widgets one key renders, and how often, in ours with 1,000 fields. */
async function countRenders(browsing: Browsing): Promise<{ fields: number; times: number }> {
  const { page, ask, close } = await browsing.open('ours')
  await ask((bench) => bench.countRenders())
  await ask((bench) => bench.firstRender(1_000))
  await ask((bench) => bench.focus('field_100'))
  await ask((bench) => bench.renders())
  let [fields, times] = [0, 0]
  for (const key of keys) {
    await page.keyboard.press(key)
    await ask((bench) => bench.keyMs())
    const counted = await ask((bench) => bench.renders())
    fields += counted.fields
    times += counted.times
  }
  await close()
  return { fields: round(fields / keys.length), times: round(times / keys.length) }
}

const round = (value: number) => Math.round(value * 1000) / 1000
