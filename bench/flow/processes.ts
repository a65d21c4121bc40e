import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type JsonObject, type LocalizedText } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'

/** The app of the bench: one table and the processes that are measured over it. `hangs`: address of a webhook that never answers. */
export function benchApp(clerk: string, hangs: string): AppDocument {
  const job = { action: 'do-nothing', input: {} }
  return {
    format: 1,
    id: 'bench',
    label: say('Bench'),
    entities: listed([
      {
        id: 'thing',
        label: say('Thing'),
        title: 'name',
        fields: listed([
          { id: 'name', type: 'text', label: say('Name') },
          { id: 'amount', type: 'integer', label: say('Amount') },
        ]),
      },
    ]),
    forms: emptyCollection(),
    processes: listed([
      process('one_job', [node('job', 'run-action', job)], ['start → job', 'job → end']),
      process(
        'user_task',
        [
          node('ask', 'handle', { assignees: { kind: 'people', people: [clerk] } }),
          node('which', 'exclusive-gateway', {}),
          node('job', 'run-action', job),
        ],
        ['start → ask', 'ask → which', 'which → job', 'job → end', 'which → end'],
      ),
      process(
        'hanging',
        [node('call', 'run-action', { action: 'call-webhook', input: { url: hangs, method: 'POST', timeoutSeconds: 60 } })],
        ['start → call', 'call → end'],
      ),
    ]),
    rules: emptyCollection(),
    reports: emptyCollection(),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: { roles: emptyCollection() },
  }
}

function process(id: string, nodes: NodeDocument[], flows: string[]): ProcessDocument {
  const ends = [node('start', 'start', { trigger: 'manual' }), node('end', 'end', {})]
  return { id, label: say(id), entity: 'thing', nodes: listed([...ends, ...nodes]), flows: listed(flows.map(flow)) }
}

const node = (id: string, type: string, config: JsonObject): NodeDocument => ({ id, type, label: say(id), config })

/** Of the two ways out of the gateway the first is the default and the second never holds. */
function flow(text: string, index: number): SequenceFlowDocument {
  const [from = '', to = ''] = text.split(' → ')
  const choice = from !== 'which' ? {} : to === 'job' ? { default: true } : { when: { '<': [{ var: 'amount' }, 0] } }
  return { id: `f${index}`, from, to, ...choice }
}

const say = (text: string): Required<LocalizedText> => ({ en: text, 'zh-CN': text })

function listed<T extends { id: string }>(items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
