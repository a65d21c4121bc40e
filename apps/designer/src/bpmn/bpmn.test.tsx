import { importBpmn } from '@tangram/flow-engine/bpmn'
import { expect, it, vi } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

const leave = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
<process id="LeaveRequest" name="Leave request" isExecutable="true"><startEvent id="Start"/><userTask id="Check" name="Check it" camunda:candidateGroups="hr" camunda:priority="7"/>
<serviceTask id="Book" name="Book it" camunda:type="external" camunda:topic="book"/><endEvent id="End"/>
<sequenceFlow id="a" sourceRef="Start" targetRef="Check"/><sequenceFlow id="b" sourceRef="Check" targetRef="Book"/><sequenceFlow id="c" sourceRef="Book" targetRef="End"/></process></definitions>`

async function choose(find: (selector: string) => Promise<HTMLElement>, xml: string) {
  const input = (await find('[role="dialog"] input[type="file"]')) as HTMLInputElement
  const file = new File([xml], 'leave.bpmn', { type: 'application/xml' })
  Object.defineProperty(input, 'files', { value: [file], configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

it('imports a file after telling what it holds, can take that back, and exports it with all it brought', async () => {
  const files: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    files.push(file as Blob)
    return 'blob:here'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const { find, button, item, confirm, saved, untilSaved, text } = showDesigner(sampleApp(), 'flows')
  ;(await button('Import a BPMN file')).click()
  await choose(find, leave)
  await text('Makes the process: Leave request (4 steps)')
  await text('“Book” (topic book)')
  await text('camunda:priority Check')
  await confirm('Import')
  await vi.waitFor(() => expect(window.location.pathname).toBe('/designer/app/flows/leave_request'))
  ;(await button('BPMN file')).click()
  await item('Export as BPMN')
  await vi.waitFor(() => expect(files).toHaveLength(1))
  const written = (await files[0]?.text()) ?? ''
  expect(written).toContain('camunda:priority="7"')
  ;(await button('Save')).click()
  await untilSaved()
  const process = saved()?.processes.items.leave_request
  expect(process?.entity).toBe('leave')
  expect((await importBpmn(written, { unhandled: 'keep' })).processes[0]?.nodes.order).toEqual(process?.nodes.order)
  ;(await button('Undo')).click()
  await text('No flows yet')
})

it('says of a file it refuses which of its elements are to blame', async () => {
  const { find, button, text } = showDesigner(sampleApp(), 'flows')
  ;(await button('Import a BPMN file')).click()
  await choose(
    find,
    leave
      .replace('<serviceTask id="Book"', '<subProcess id="Book" triggeredByEvent="true"')
      .replace('topic="book"/>', 'topic="book"></subProcess>'),
  )
  await text('This file cannot be imported')
  await text('“Book” (event sub-process) cannot be run here.')
  expect((await find('[role="dialog"] button[disabled]')).textContent).toBe('Import')
})
