import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, type LocalizedText } from '@tangram/data-model'
import type { NodeDocument, SequenceFlowDocument } from '@tangram/flow-engine'

/**
 * The app of the drill. Each `job` runs: somebody says yes; then, side by side, an `entry` is written by an action and a webhook is
 * called; then the job counts that it came through. Every effect can be counted afterwards.
 */
export function drillApp(recorder: string): AppDocument {
  return {
    format: 1,
    id: 'drill',
    label: say('Drill'),
    entities: listed([
      table('job', [
        { id: 'marker', type: 'text', label: say('Marker'), required: true },
        { id: 'runs', type: 'integer', label: say('Runs') },
      ]),
      table('entry', [{ id: 'marker', type: 'text', label: say('Marker'), required: true }]),
    ]),
    forms: emptyCollection(),
    processes: listed([
      {
        id: 'drill',
        label: say('Drill'),
        entity: 'job',
        nodes: listed<NodeDocument>([
          node('start', 'start', { trigger: 'record-created' }),
          node('ask', 'handle', { assignees: { kind: 'people', people: ['worker'] } }),
          node('fork', 'parallel-gateway'),
          node('write', 'run-action', { action: 'create-record', input: { entity: 'entry', values: { marker: { var: 'marker' } } } }),
          node('call', 'run-action', {
            action: 'call-webhook',
            // Longer than anybody is paused: who comes back too late is to try and save what it heard.
            input: { url: recorder, method: 'POST', body: { marker: { var: 'marker' } }, timeoutSeconds: 60 },
          }),
          node('join', 'parallel-gateway'),
          node('count', 'update-record', { set: { runs: { '+': [{ var: 'runs' }, 1] } } }),
          node('end', 'end', { outcome: 'done' }),
        ]),
        flows: listed(
          ['start → ask', 'ask → fork', 'fork → write', 'fork → call', 'write → join', 'call → join', 'join → count', 'count → end'].map(
            flow,
          ),
        ),
      },
    ]),
    rules: emptyCollection(),
    reports: emptyCollection(),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: { roles: listed([{ id: 'all', label: say('All'), grants: { job: everything, entry: everything } }]) },
  }
}

const everything = { read: true, create: true, update: true }

const table = (id: string, fields: FieldDocument[]) => ({ id, label: say(id), title: 'marker', fields: listed(fields) })

const node = (id: string, type: string, config: NodeDocument['config'] = {}): NodeDocument => ({ id, type, label: say(id), config })

function flow(text: string, index: number): SequenceFlowDocument {
  const [from = '', to = ''] = text.split(' → ')
  return { id: `f${index}`, from, to }
}

const say = (text: string): Required<LocalizedText> => ({ en: text, 'zh-CN': text })

function listed<T extends { id: string }>(items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
