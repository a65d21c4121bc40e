import type { JsonObject } from '@tangram/data-model'
import fc from 'fast-check'
import type { NodeDocument, ProcessDocument } from '../document.ts'
import { processOf } from './build.ts'

/** A piece of a process with one way in and one way out; nested at random it gives sound processes of any shape. */
export type Block =
  | { kind: 'handle' | 'confirm' | 'update' | 'action' | 'timer' | 'message' | 'call' | 'race' | 'undone' | 'link' }
  | { kind: 'sequence' | 'parallel' | 'choice' | 'some' | 'enough'; parts: Block[] }
  | { kind: 'loop' | 'sub' | 'bounded' | 'beside' | 'failing' | 'each' | 'ordered' | 'while'; body: Block }

const leaves = ['handle', 'confirm', 'update', 'action', 'timer', 'message', 'call', 'race', 'undone', 'link'] as const
const wraps = ['loop', 'sub', 'bounded', 'beside', 'failing', 'each', 'ordered', 'while'] as const

export const anyBlock = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constantFrom(...leaves) }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constantFrom('sequence', 'parallel', 'choice', 'some', 'enough'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 2 }),
    }) as fc.Arbitrary<Block>,
    fc.record({ kind: fc.constantFrom(...wraps), body: tie('block') }) as fc.Arbitrary<Block>,
  ),
})).block

type Flows = Parameters<typeof processOf>[1]
type More = Partial<Pick<NodeDocument, 'parent' | 'attachedTo' | 'loop'>>

const tech: JsonObject = { assignees: { kind: 'team', team: 'tech', pick: 'all' } }
const is = (value: number): JsonObject => ({ '==': [{ var: 'pick' }, value] })

/** Draws the blocks as nodes and flows, under names that begin with `prefix`. */
export function drawn(root: Block, prefix = 'n'): ProcessDocument {
  const drawing = new Drawing(prefix)
  drawing.add('start', {}, undefined)
  const last = drawing.draw(root, `${prefix}0`, undefined, false)
  drawing.flows.push(`${last} → ${drawing.add('end', {}, undefined)}`)
  return processOf(drawing.nodes, drawing.flows)
}

class Drawing {
  readonly nodes: [string, string, JsonObject, More][] = []
  readonly flows: Flows = []
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  add(type: string, config: JsonObject, parent: string | undefined, more: More = {}): string {
    const id = `${this.#prefix}${this.nodes.length}`
    this.nodes.push([id, type, config, { ...(parent === undefined ? {} : { parent }), ...more }])
    return id
  }

  /** Draws a block behind the node `from`; answers with the node that stands at its way out. `again`: it may run several times at once. */
  draw(block: Block, from: string, parent: string | undefined, again: boolean): string {
    const add = (type: string, config: JsonObject = {}, more: More = {}) => this.add(type, config, parent, more)
    const behind = (id: string, source = from) => {
      this.flows.push(`${source} → ${id}`)
      return id
    }
    const meet = (...ends: string[]) => {
      const merge = add('exclusive-gateway')
      for (const end of ends) behind(merge, end)
      return merge
    }
    const fill = (sub: string, body: Block, repeats: boolean) => {
      const start = this.add('start', { trigger: 'called' }, sub)
      const last = this.draw(body, start, sub, repeats)
      behind(this.add('end', {}, sub), last)
    }
    switch (block.kind) {
      case 'handle':
        return behind(add('handle', tech))
      case 'confirm':
        return behind(add('confirm', { sendTo: 'phone', assumeAfterDays: 1 }))
      case 'update':
        return behind(add('calculate', { set: { step: this.nodes.length } }))
      case 'action':
        return behind(add('run-action', { action: 'tell' }))
      case 'timer':
        return behind(add('timer-event', { after: 'PT1H' }))
      case 'message':
        return behind(add('receive-message', { message: 'news' }))
      case 'call':
        return behind(add('call-process', { process: 'other' }))
      case 'race': {
        const gate = behind(add('event-gateway'))
        return meet(behind(add('timer-event', { after: 'PT2H' }), gate), behind(add('signal-event', { signal: 'go' }), gate))
      }
      case 'undone': {
        const work = behind(add('handle', tech))
        const border = add('boundary-compensation', {}, { attachedTo: work })
        behind(add('handle', tech), border)
        return behind(add('compensate', { activity: work }), work)
      }
      case 'link': {
        const link = `link${this.nodes.length}`
        behind(add('link-throw', { link }))
        return add('link-catch', { link })
      }
      case 'sequence':
        return block.parts.reduce((last, next) => this.draw(next, last, parent, again), from)
      case 'parallel':
      case 'enough': {
        const fork = behind(add('parallel-gateway'))
        const ends = block.parts.map((branch) => this.draw(branch, fork, parent, again))
        const join = block.kind === 'enough' && !again ? add('complex-gateway', { count: 1 }) : add('parallel-gateway')
        for (const end of ends) behind(join, end)
        return join
      }
      case 'choice':
      case 'some': {
        const type = block.kind === 'choice' ? 'exclusive-gateway' : 'inclusive-gateway'
        const split = behind(add(type))
        const ends = block.parts.map((branch, index) => {
          const first = add('calculate', { set: { branch: index } })
          const when = block.kind === 'choice' ? is(index) : { '>=': [{ var: 'pick' }, index] }
          this.flows.push([`${split} → ${first}`, index === 0 ? { default: true } : { when }])
          if (block.kind === 'some' && index === 0) this.flows.push([`${split} → ${first}`, { when: is(2) }])
          return this.draw(branch, first, parent, again)
        })
        const join = add(type)
        for (const end of ends) behind(join, end)
        return join
      }
      case 'loop': {
        const entry = meet(from)
        const last = this.draw(block.body, entry, parent, true)
        const ask = add('handle', { ...tech, outcomes: ['on', 'again'].map((id) => ({ id, label: {} })) })
        behind(ask, last)
        this.flows.push(`${ask}:again → ${entry}`)
        const on = add('calculate', { set: { loop: false } })
        this.flows.push(`${ask}:on → ${on}`)
        return on
      }
      case 'sub':
      case 'each':
      case 'ordered':
      case 'while': {
        const loops: { [kind: string]: NodeDocument['loop'] } = {
          each: { kind: 'parallel', over: 2 },
          ordered: { kind: 'sequential', over: 2 },
          while: { kind: 'while', while: { '<': [{ var: '$loop.completed' }, 2] } },
        }
        const loop = loops[block.kind]
        const sub = behind(add('sub-process', {}, loop ? { loop } : {}))
        fill(sub, block.body, again)
        return sub
      }
      case 'bounded': {
        const sub = behind(add('sub-process'))
        fill(sub, block.body, again)
        const late = add('boundary-timer', { after: 'PT5H' }, { attachedTo: sub })
        return meet(sub, behind(add('handle', tech), late))
      }
      case 'beside': {
        const sub = behind(add('sub-process'))
        fill(sub, block.body, again)
        const news = add('boundary-message', { message: 'aside', interrupting: false }, { attachedTo: sub })
        behind(add('end', { outcome: 'aside' }), news)
        return sub
      }
      case 'failing': {
        const sub = behind(add('sub-process'))
        const start = this.add('start', { trigger: 'called' }, sub)
        const fork = behind(this.add('parallel-gateway', {}, sub), start)
        const last = this.draw(block.body, fork, sub, again)
        behind(this.add('end', {}, sub), last)
        const act = behind(this.add('run-action', { action: 'risk' }, sub), fork)
        const split = behind(this.add('exclusive-gateway', {}, sub), act)
        const bad = this.add('error-end', { code: 'bad' }, sub)
        const good = this.add('end', {}, sub)
        this.flows.push([`${split} → ${bad}`, { when: is(1) }], [`${split} → ${good}`, { default: true }])
        const caught = add('boundary-error', {}, { attachedTo: sub })
        return meet(sub, caught)
      }
    }
  }
}
