import { decimal, inOrder } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { nodeTypes } from '../nodes/index.ts'
import { complaintHandling } from '../testing/service-desk.ts'
import { exportBpmn, importBpmn } from './index.ts'

const file = (body: string, more = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="x">${more}<process id="P" isExecutable="true">${body}</process></definitions>`
const oneTask = (task: string) =>
  file(
    `<startEvent id="S"/>${task}<endEvent id="E"/><sequenceFlow id="f1" sourceRef="S" targetRef="T"/><sequenceFlow id="f2" sourceRef="T" targetRef="E"/>`,
  )
const service = oneTask('<serviceTask id="T" name="Charge" camunda:type="external" camunda:topic="charge"/>')

describe('importBpmn', () => {
  it('asks the host what a service task does', async () => {
    const asked: unknown[] = []
    const { processes } = await importBpmn(service, {
      handlers: ({ element, name, type, implementation }) => {
        asked.push({ element, name, type, implementation })
        return { action: 'http-request', input: { url: 'https://example.org' } }
      },
    })
    expect(asked).toEqual([
      { element: 'T', name: 'Charge', type: 'bpmn:serviceTask'.replace('s', 'S'), implementation: { kind: 'topic', value: 'charge' } },
    ])
    expect(processes[0]?.nodes.items.t).toMatchObject({
      type: 'run-action',
      config: { action: 'http-request', input: { url: 'https://example.org' } },
    })
  })

  it('keeps what a handler made of a task over an export, beside the original', async () => {
    const { processes } = await importBpmn(service, { handlers: () => ({ type: 'archive', config: {} }) })
    const written = await exportBpmn(processes)
    expect(written).toContain('camunda:topic="charge"')
    expect((await importBpmn(written)).processes[0]?.nodes.items.t?.type).toBe('archive')
  })

  it('lets the host translate expressions', async () => {
    const xml = oneTask('<userTask id="T" camunda:assignee="${bean.who(execution)}"/>')
    const { processes, diagnostics } = await importBpmn(xml, { translateExpression: () => ({ logic: { var: 'owner' } }) })
    expect(processes[0]?.nodes.items.t?.config.assignees).toEqual({ kind: 'field', field: 'owner', pick: 'all' })
    expect(diagnostics).toEqual([])
  })

  it('finds fields in other spellings and tells names the table does not have', async () => {
    const xml = oneTask('<userTask id="T" camunda:assignee="${orderOwner}" camunda:dueDate="P1DT1H"/>')
    const found = await importBpmn(xml, { fields: ['order_owner'] })
    expect(found.processes[0]?.nodes.items.t?.config).toEqual({
      assignees: { kind: 'field', field: 'order_owner', pick: 'all' },
      dueHours: 25,
    })
    const missing = await importBpmn(xml, { fields: ['amount'] })
    expect(missing.diagnostics).toMatchObject([{ code: 'bpmn.name.unknown', path: '/elements/T', severity: 'warning' }])
  })

  it('takes over whose message it is, for events and receive tasks, or says that it cannot', async () => {
    const read = async (element: string, key: string) => {
      const subscription = `<zeebe:subscription xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" correlationKey="${key}"/>`
      const message = `<message id="M" name="paid"><extensionElements>${subscription}</extensionElements></message>`
      const { processes, diagnostics } = await importBpmn(oneTask(element).replace('<process', `${message}<process`))
      return [processes[0]?.nodes.items.t?.config, diagnostics.map(({ code }) => code)]
    }
    const elements = [
      '<receiveTask id="T" messageRef="M"/>',
      '<intermediateCatchEvent id="T"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>',
    ]
    for (const element of elements) {
      expect(await read(element, '= orderId')).toEqual([{ message: 'paid', correlation: '{{order_id}}' }, []])
      expect(await read(element, '= 7')).toEqual([{ message: 'paid', correlation: '7' }, []])
      expect(await read(element, '= orderId + 1')).toEqual([{ message: 'paid' }, ['bpmn.expression.unknown']])
    }
  })

  it('leaves out of a list of people what is computed', async () => {
    const { processes } = await importBpmn(oneTask('<userTask id="T" camunda:candidateUsers="demo, ${manager}"/>'))
    expect(processes[0]?.nodes.items.t?.config.assignees).toEqual({ kind: 'people', people: ['demo'], pick: 'all' })
  })

  it('compares decimals exactly when it knows the table', async () => {
    const xml = file(
      '<startEvent id="S"/><exclusiveGateway id="G" default="no"/><endEvent id="E"/><sequenceFlow id="f1" sourceRef="S" targetRef="G"/><sequenceFlow id="yes" sourceRef="G" targetRef="E"><conditionExpression xsi:type="tFormalExpression">${price &gt; 10}</conditionExpression></sequenceFlow><sequenceFlow id="no" sourceRef="G" targetRef="E"/>',
    )
    const scope = {
      typeOf: ([name]: readonly string[]) => (name === 'price' ? decimal(10, 2) : undefined),
      names: () => [{ path: ['price'], label: 'price' }],
    }
    const { processes } = await importBpmn(xml, { scope })
    expect(processes[0]?.flows.items.yes?.when).toEqual({ 'dec>': [{ var: 'price' }, 10] })
    const written = await exportBpmn(processes)
    expect(written).toContain('${price &gt; 10}')
    expect((await importBpmn(written)).processes[0]?.flows.items.yes?.when).toEqual({ 'dec>': [{ var: 'price' }, 10] })
  })

  it('asks the host who a group is and which form a key means', async () => {
    const xml = oneTask('<userTask id="T" camunda:candidateGroups="mgmt" camunda:formKey="leave"/>')
    const { processes } = await importBpmn(xml, { groups: (group) => ({ kind: 'role', role: group }), forms: (key) => `${key}_form` })
    expect(processes[0]?.nodes.items.t?.config).toEqual({ assignees: { kind: 'role', role: 'mgmt' }, form: 'leave_form' })
  })

  it('runs processes as the option says, whatever they say of themselves', async () => {
    const drawn = oneTask('<task id="T"/>').replace('isExecutable="true"', 'isExecutable="false"')
    expect((await importBpmn(drawn)).processes).toHaveLength(1)
    expect((await importBpmn(drawn, { executable: 'marked' })).diagnostics).toMatchObject([{ code: 'bpmn.file.no-process' }])
  })

  it('turns large files away before they are parsed', async () => {
    const long = await importBpmn(file(`<documentation>${'x'.repeat(5_000_000)}</documentation>`))
    expect(long.diagnostics.map(({ code }) => code)).toEqual(['bpmn.file.too-large'])
    const many = await importBpmn(file('<task/>'.repeat(50_001)))
    expect(many.diagnostics.map(({ code }) => code)).toEqual(['bpmn.file.too-many'])
  })

  it('is not slowed down by markup that never ends', async () => {
    const started = performance.now()
    for (const piece of ['<a b ', '<!--', '<![CDATA[', '<a "', '<?', '<a b="']) {
      expect((await importBpmn(file(piece.repeat(100_000)))).processes).toEqual([])
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('exportBpmn', () => {
  it('draws a countersignature as a task for several people and gives it back whole', async () => {
    const written = await exportBpmn(complaintHandling)
    expect(written).toMatch(/<bpmn:userTask id="countersign"[\s\S]*?<bpmn:multiInstanceLoopCharacteristics>/)
    const { processes } = await importBpmn(written)
    const [back] = processes
    expect({ ...back, nodes: undefined, flows: undefined, bpmn: undefined }).toEqual({
      ...complaintHandling,
      nodes: undefined,
      flows: undefined,
      bpmn: undefined,
    })
    const plain = (things: object[]) =>
      things.map((thing) => ({ ...thing, bpmn: undefined, position: undefined, waypoints: undefined, size: undefined }))
    expect(plain(inOrder(back?.nodes))).toEqual(plain(inOrder(complaintHandling.nodes)))
    expect(plain(inOrder(back?.flows))).toEqual(plain(inOrder(complaintHandling.flows)))
  })

  for (const type of nodeTypes) {
    it(`gives back every ${type.type} as it was`, async () => {
      for (const [index, config] of type.examples.valid.entries()) {
        const loop =
          type.group === 'task' ? { kind: 'parallel' as const, over: { var: 'items' }, collect: { variable: 'all', from: 1 } } : undefined
        const node = {
          id: 'x',
          type: type.type,
          label: { en: 'X', 'zh-CN': '某' },
          config,
          position: { x: 10, y: index },
          ...(loop ? { loop } : {}),
        }
        const process = {
          id: 'p',
          label: { en: 'P' },
          entity: 'ticket',
          nodes: { order: ['x'], items: { x: node } },
          flows: { order: [], items: {} },
        }
        const { processes, diagnostics } = await importBpmn(await exportBpmn(process))
        expect(diagnostics).toEqual([])
        const { bpmn: _, ...back } = processes[0]?.nodes.items.x ?? {}
        expect(back).toEqual(node)
      }
    })
  }

  it('writes a step anew that was changed after the import, and keeps what else the file said of it', async () => {
    const xml = file(
      '<startEvent id="S"/><intermediateCatchEvent id="T" camunda:asyncBefore="true"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="E"/><sequenceFlow id="f1" sourceRef="S" targetRef="T"/><sequenceFlow id="f2" sourceRef="T" targetRef="E"/>',
    )
    const [process] = (await importBpmn(xml)).processes
    const timer = process?.nodes.items.t
    if (!process || !timer) throw new Error('no timer')
    process.nodes.items.t = { ...timer, config: { waits: 'after', after: 'PT2H' } }
    const written = await exportBpmn(process)
    expect(written).toContain('PT2H')
    expect(written).not.toContain('PT1H')
    expect(written).toContain('camunda:asyncBefore="true"')
    expect(written).not.toContain('tangram:settings>{"id":"t"')
  })

  it('leaves no trace of a step that was removed', async () => {
    const xml = file(
      '<laneSet id="LS"><lane id="L"><flowNodeRef>S</flowNodeRef><flowNodeRef>T</flowNodeRef></lane></laneSet><startEvent id="S"/><task id="T"/><endEvent id="E"/><sequenceFlow id="f1" sourceRef="S" targetRef="T"/><sequenceFlow id="f2" sourceRef="T" targetRef="E"/><textAnnotation id="N"/><association id="A" sourceRef="T" targetRef="N"/>',
    )
    const [process] = (await importBpmn(xml)).processes
    if (!process) throw new Error('no process')
    process.nodes = { order: ['s', 'e'], items: Object.fromEntries(Object.entries(process.nodes.items).filter(([id]) => id !== 't')) }
    process.flows = { order: ['f1'], items: { f1: { id: 'f1', from: 's', to: 'e' } } }
    const written = await exportBpmn(process)
    expect(written).not.toMatch(/"T"|>T<|association/)
    expect((await importBpmn(written)).diagnostics).toEqual([])
  })

  it('gives two processes with the same steps one file in which every id is there once', async () => {
    const twice = [complaintHandling, { ...complaintHandling, id: 'again' }]
    const written = await exportBpmn(twice)
    const { processes, diagnostics } = await importBpmn(written)
    expect(diagnostics).toEqual([])
    expect(processes.map(({ id, nodes }) => [id, nodes.order])).toEqual(twice.map(({ id, nodes }) => [id, nodes.order]))
  })
})
